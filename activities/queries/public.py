"""What the approval of versions would make public, as the rules of content ask it."""

from activities.models import ReportAttachment, ReportPicture, ReportVersion
from content.shown import Shown

WORDS = ("title", "body", "tags", "place", "product_kinds")


def to_be_public(version_ids) -> dict[int, Shown]:
    """Words and files of versions, by version. Three queries however many there are."""
    versions = ReportVersion.objects.filter(pk__in=version_ids).only("pk", *WORDS)
    return {
        version.pk: shown_of(version)
        for version in versions.prefetch_related("pictures", "attachments__file")
    }


def shown_of(version) -> Shown:
    """Words and files of one version; the fields are those of the report form."""
    shown = Shown()
    for name in WORDS:
        shown.say(name, version._meta.get_field(name).verbose_name, getattr(version, name))
    for number, picture in enumerate(version.pictures.all(), 1):
        shown.say("pictures", f"{_label(ReportPicture, 'alt')} {number}", picture.alt)
    for row in version.attachments.all():
        shown.say("attachments", _label(ReportAttachment, "title"), row.title)
        shown.attach("attachments", f"“{row.title}”", row.file.sha256, _reader(row.file))
    return shown


def _label(model, name):
    return model._meta.get_field(name).verbose_name


def _reader(private):
    def read() -> bytes:
        with private.file.open("rb") as source:
            return source.read()

    return read
