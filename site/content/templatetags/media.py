"""Pictures and files of the media library, ready for the components that show them."""

from django import template

from content import pictures

register = template.Library()


@register.inclusion_tag("components/picture.html")
def wide_picture(image, alt: str = "", caption: str = "", eager: bool = False) -> dict:
    """A picture over the width of the text, in all sizes; without words of its own it speaks the library's."""
    wide = pictures.shown(image, pictures.WIDE)
    return {
        "src": wide.url,
        "width": wide.width,
        "height": wide.height,
        "srcset": wide.webp,
        "avif": wide.avif,
        "alt": alt or image.default_alt_text,
        "caption": caption,
        "eager": eager,
    }


@register.simple_tag
def card_of(image):
    """The small shape of a picture: has url, width, height, webp and avif."""
    return pictures.shown(image, pictures.CARD)


@register.filter
def as_files(downloads) -> list[dict]:
    """Documents with titles as components/files.html wants them. Takes blocks or rows with `document` and `title`."""
    return [
        _file(entry["document"], entry["title"]) if _is_block(entry) else _file(entry.document, entry.title)
        for entry in downloads
    ]


@register.filter
def as_file(document) -> list[dict]:
    """One document as a list for components/files.html; empty without one."""
    return [_file(document, "")] if document else []


def _file(document, title) -> dict:
    return {
        "title": title or document.title,
        "url": document.url,
        "size": document.get_file_size(),
        "kind": document.file_extension.upper(),
    }


def _is_block(entry) -> bool:
    return hasattr(entry, "get_prep_value") or isinstance(entry, dict) or hasattr(entry, "bound_blocks")
