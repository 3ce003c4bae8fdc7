"""Draft verbs: begin, save while typing, attach, throw away. Nothing here is public."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from activities import facts, rules
from activities.models import ReportAttachment, ReportPicture, ReportVersion
from content.tasks import look_through
from core import intake
from core.errors import Conflict
from core.records import record

# What a person types in the form; `typed` holds it as text, the columns hold what could be understood.
WORDS = ("title", "body", "tags")


def locked(version) -> ReportVersion:
    """The version re-read under lock."""
    return (
        ReportVersion.objects.select_for_update(of=("self",))
        .select_related("organization__region", "region", "page", "kind")
        .get(pk=version.pk)
    )


@transaction.atomic
def start_report(*, by, begun_with=None) -> ReportVersion:
    """An empty draft of a new report, in the region of the reporter's office.

    `begun_with` (a UUID) names the form it comes from: sent again, the same draft is returned.
    """
    rules.can_report(by).require()
    fresh = {"organization": by.organization, "region": by.organization.region, "is_demo": by.is_demo}
    if begun_with is None:
        version = ReportVersion.objects.create(created_by=by, **fresh)
    else:
        version, is_new = ReportVersion.objects.get_or_create(
            begun_with=begun_with, created_by=by, defaults=fresh
        )
        if not is_new:
            return version
    record("activity.start", version, by=by, region=version.region_id)
    return version


@transaction.atomic
def start_correction(page, *, by) -> ReportVersion:
    """A new version of a report, copied from its newest one; what is public stays so until this one is approved."""
    rules.can_correct(by, page).require()
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    rules.can_correct(by, page).require()
    source = page.approved_version or page.versions.order_by("-number").first()
    number = page.versions.aggregate(last=Max("number"))["last"] + 1
    version = ReportVersion(
        page=page, number=number, organization=page.organization, created_by=by, is_demo=page.is_demo
    )
    facts.copy(source, version)
    for name in (*WORDS, "typed"):
        setattr(version, name, getattr(source, name))
    version.save()
    for row in [*source.pictures.all(), *source.attachments.all()]:
        row.pk, row.version, row._state.adding = None, version, True
        row.save()
    record("activity.start_correction", version, by=by, region=version.region_id or "", number=number)
    return version


@transaction.atomic
def save_draft(version, values: dict, *, typed: dict, by, edits=None) -> ReportVersion:
    """Keep what was typed: `typed` as text, `values` as what could be understood of it (columns by name).

    `edits` is the count the page was opened with; when somebody else has saved since, raises Conflict and nothing
    is overwritten. Never validates: a draft may be incomplete.
    """
    version = locked(version)
    rules.can_edit(by, version).require()
    if edits is not None and edits != version.edits:
        raise Conflict(
            _("Somebody else, or another window of yours, has changed this draft since you opened it.")
        )
    for name in (*WORDS, *facts.FACT_COLUMNS):
        if name in values:
            setattr(version, name, values[name])
    version.typed = typed
    version.edits += 1
    version.save()
    return version


@transaction.atomic
def add_picture(version, upload, *, by, alt="") -> ReportPicture:
    """Check, turn upright, shrink and strip a picture and keep it privately with the draft.

    Raises ValidationError (with a sentence) for what is not a picture, too large or broken, and for the tenth one.
    """
    version = locked(version)
    rules.can_edit(by, version).require()
    if version.pictures.count() >= rules.MAX_PICTURES:
        raise ValidationError({"pictures": _("At most %(count)s pictures.") % {"count": rules.MAX_PICTURES}})
    file = intake.keep_picture(upload, is_demo=version.is_demo)
    picture, _created = version.pictures.get_or_create(
        file=file, defaults={"alt": alt[:200], "order": version.pictures.count()}
    )
    return picture


@transaction.atomic
def describe_picture(picture, alt, *, by) -> ReportPicture:
    """Set what a picture shows, for those who do not see it."""
    rules.can_edit(by, locked(picture.version)).require()
    picture.alt = alt.strip()[:200]
    picture.save(update_fields=["alt"])
    return picture


@transaction.atomic
def remove_picture(picture, *, by):
    """Take a picture off a draft."""
    rules.can_edit(by, locked(picture.version)).require()
    picture.delete()


@transaction.atomic
def add_attachment(version, upload, *, by, title="") -> ReportAttachment:
    """Keep a PDF or Office file privately with the draft, checked by content. Raises ValidationError."""
    version = locked(version)
    rules.can_edit(by, version).require()
    if version.attachments.count() >= rules.MAX_ATTACHMENTS:
        raise ValidationError(
            {"attachments": _("At most %(count)s files.") % {"count": rules.MAX_ATTACHMENTS}}
        )
    file = intake.keep_document(upload, is_demo=version.is_demo)
    attachment, _created = version.attachments.get_or_create(
        file=file, defaults={"title": (title or upload.name)[:200], "order": version.attachments.count()}
    )
    # Looked through in the worker, so that submitting and deciding need not wait for it.
    transaction.on_commit(lambda: look_through(file.pk))
    return attachment


@transaction.atomic
def remove_attachment(attachment, *, by):
    """Take a file off a draft."""
    rules.can_edit(by, locked(attachment.version)).require()
    attachment.delete()


@transaction.atomic
def discard_draft(version, *, by):
    """Throw away a draft that was never submitted; a discarded correction leaves the report as it is."""
    version = locked(version)
    rules.can_discard(by, version).require()
    record("activity.discard", version, by=by, region=version.region_id or "")
    version.delete()
