"""Pictures: recognised by content, bounded before they are decoded, made upright, shrunk, stripped, re-encoded."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from core.intake import store
from core.models import PrivateFile

Image.init()
register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000
QUALITY = 85


def keep_picture(upload, *, is_demo: bool = False) -> PrivateFile:
    """Keep a photo as an upright JPEG of at most 2,000 px a side without EXIF (no place, no device).

    Accepts JPEG, PNG, WebP, HEIC and a GIF's first frame, up to 20 MB and 50 megapixels. Raises ValidationError.
    """
    image = _decode(store.read(upload))
    data = _encode(image)
    return store.keep(
        data,
        kind=PrivateFile.Kind.PICTURE,
        content_type="image/jpeg",
        ending=".jpg",
        is_demo=is_demo,
        width=image.width,
        height=image.height,
    )


def check_picture(upload) -> None:
    """Decode a picture that is kept elsewhere as it is; raises ValidationError as `keep_picture` does."""
    _decode(store.read(upload))
    upload.seek(0)


def without_traces(upload) -> bytes | None:
    """A checked picture upright and without EXIF or XMP, in its own format and size; None when it has none of them.

    What else is wanted of it stays: transparency, colour profile, quality as a camera's.
    """
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as image:
        has_traces = bool(image.getexif()) or bool({"xmp", "XML:com.adobe.xmp"} & set(image.info))
        if not has_traces or getattr(image, "is_animated", False):
            upload.seek(0)
            return None
        upright = ImageOps.exif_transpose(image)
        form = image.format
    profile = upright.info.get("icc_profile")
    upright.info = {"icc_profile": profile} if profile else {}
    out = BytesIO()
    upright.save(out, form, icc_profile=profile, **({} if form == "PNG" else {"quality": 95}))
    upload.seek(0)
    return out.getvalue()


def _decode(data: bytes) -> Image.Image:
    """An upright RGB picture within LONGEST_SIDE."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            # Only the header has been read so far; nothing is decoded before its size is known to be bearable.
            if image.width * image.height > MOST_PIXELS:
                raise _too_many_pixels()
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image.load()
            small = image.copy()
            small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _flatten(ImageOps.exif_transpose(small))
    except UnidentifiedImageError:
        sentence = _("This is not a picture that can be used; send a JPEG, PNG, WebP, HEIC or GIF.")
        raise ValidationError(sentence, code="not_a_picture") from None
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        sentence = _("This picture is damaged or incomplete; please send it again.")
        raise ValidationError(sentence, code="damaged") from None


def _too_many_pixels():
    sentence = _("This picture has too many pixels; at most 50 million are accepted.")
    return ValidationError(sentence, code="too_many_pixels")


def _flatten(image: Image.Image) -> Image.Image:
    """On white paper where it was transparent."""
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "RGBA"} else None
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    flat = image.convert("RGB")
    flat.info = {"icc_profile": profile} if profile else {}
    return flat


def _encode(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(
        out,
        "JPEG",
        quality=QUALITY,
        optimize=True,
        progressive=True,
        icc_profile=image.info.get("icc_profile"),
    )
    return out.getvalue()
