"""What the approval of versions would make public, as the rules of content ask it."""

from activities.models import ActivityPage, ReportAttachment, ReportPicture, ReportVersion
from catalog.supervision.targets import Target
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


def complaint_target(pk) -> Target | None:
    """A public report as something that can be complained about; its territory's offices are in charge (J03)."""
    page = (
        ActivityPage.objects.live().counted().select_related("region", "organization").filter(pk=pk).first()
    )
    return Target("activity", page.pk, page.title, page.region, page.url or "") if page else None
