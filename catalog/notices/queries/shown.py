"""What the opening of a notice would make public, as the rules of content ask it."""

from django.utils.translation import gettext as _

from content.shown import Shown


def to_be_public(notice, lines, attachments) -> Shown:
    """Words, columns and files of a notice that is not yet in the tree; the fields are those of its form."""
    shown = Shown()
    shown.say("title", notice._meta.get_field("title").verbose_name, notice.title)
    for field, name in (
        ("document_number", "document_number"),
        ("words", "body"),
        ("interpretation", "interpretation"),
    ):
        shown.say(field, notice._meta.get_field(name).verbose_name, getattr(notice, name))
    for line in lines:
        place = _("row %(number)s") % {"number": line.number}
        for name in ("unit", "product", "category", "certified_by"):
            shown.say("rows", f"{place}: {line._meta.get_field(name).verbose_name}", getattr(line, name))
    for title, file in attachments:
        shown.say("attachments", _("attachment"), title)
        shown.attach("attachments", f"“{title}”", file.sha256, _reader(file))
    return shown


def _reader(private):
    def read() -> bytes:
        with private.file.open("rb") as source:
            return source.read()

    return read
