"""What follows when a review ends: published and counted, or gone from both, in the deciding transaction (K05)."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished

from activities import facts, media
from activities.models import (
    ActivityAttachment,
    ActivityPage,
    ActivityPicture,
    ActivityTag,
    ReportVersion,
    TaggedActivity,
)
from activities.states import VersionState
from content.tags import split_tags
from core.models import Record
from core.records import build
from core.versions import bump
from review.models import Status

_ENDS = {
    Status.REFUSED: VersionState.REFUSED,
    Status.WITHDRAWN: VersionState.WITHDRAWN,
    Status.REVOKED: VersionState.REVOKED,
}
_ROW = (*facts.FACT_COLUMNS, "body", "summary", "facts_hash", "is_counted", "approved_at", "approved_version")
_COLUMNS = [name.removesuffix("_id") for name in _ROW]
_TREE_ROW = [
    "title",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision",
    "live_revision",
    "latest_revision_created_at",
]


def conclude_reports(reviews, *, by):
    """Carry out how these reviews ended; the only door to `is_counted` and to a report page's publicity."""
    by_status = defaultdict(list)
    for review in reviews:
        by_status[review.status].append(review)
    for status, ended in by_status.items():
        versions = list(
            ReportVersion.objects.select_for_update(of=("self",))
            .filter(pk__in=[review.subject_id for review in ended])
            .prefetch_related("pictures__file", "attachments__file")
            .order_by("pk")
        )
        if status == Status.APPROVED:
            _publish(versions, by)
        else:
            _leave(versions, _ENDS[status], by)


def _locked_pages(versions):
    ids = [version.page_id for version in versions]
    pages = ActivityPage.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {page.pk: page for page in pages}


def _publish(versions, by):
    now, pages = timezone.now(), _locked_pages(versions)
    approved = [version.pk for version in versions]
    ReportVersion.objects.filter(pk__in=approved).update(state=VersionState.APPROVED)
    superseded = [page.approved_version_id for page in pages.values() if page.approved_version_id]
    for version in versions:
        page = pages[version.page_id]
        facts.copy(version, page)
        page.title = page.draft_title = version.title
        page.body, page.summary = version.body, Truncator(" ".join(version.body.split())).chars(120)
        page.facts_hash, page.approved_version_id = version.facts_hash, version.pk
        page.is_counted, page.approved_at = True, now
    bump("public")
    # First the approval, then the publicity: the database's triggers insist on this order.
    ActivityPage.objects.bulk_update(pages.values(), _COLUMNS, batch_size=100)
    ReportVersion.objects.filter(pk__in=superseded).update(state=VersionState.SUPERSEDED)
    images = _attach(versions, pages, by)
    _tag(versions, pages)
    _remember_children(pages)
    _go_live(list(pages.values()), now, by)
    Record.objects.bulk_create(
        build("activity.publish", pages[v.page_id], by=by, region=v.region_id, version=v.number)
        for v in versions
    )
    transaction.on_commit(lambda: media.announce_new_pictures(images))


def _attach(versions, pages, by) -> list[int]:
    """Pictures and files enter the media library now; the page shows exactly the version's."""
    media.make_public(versions, by=by)
    ActivityPicture.objects.filter(page__in=pages).delete()
    ActivityAttachment.objects.filter(page__in=pages).delete()
    pictures = ActivityPicture.objects.bulk_create(
        ActivityPicture(page_id=v.page_id, image_id=p.image_id, alt=p.alt, sort_order=number)
        for v in versions
        for number, p in enumerate(v.pictures.all())
    )
    ActivityAttachment.objects.bulk_create(
        ActivityAttachment(page_id=v.page_id, document_id=a.document_id, title=a.title, sort_order=number)
        for v in versions
        for number, a in enumerate(v.attachments.all())
    )
    return [picture.image_id for picture in pictures]


def _tag(versions, pages):
    TaggedActivity.objects.filter(content_object__in=pages).delete()
    wanted = {version.page_id: split_tags(version.tags) for version in versions}
    names = {name for tags in wanted.values() for name in tags}
    known = {tag.name: tag for tag in ActivityTag.objects.filter(name__in=names)}
    for name in sorted(names - set(known)):
        known[name] = ActivityTag.objects.create(name=name)
    TaggedActivity.objects.bulk_create(
        TaggedActivity(content_object_id=page_id, tag=known[name])
        for page_id, tags in wanted.items()
        for name in tags
    )


def _remember_children(pages):
    """Read the children of all pages at once, so that each page's revision is written without asking again."""
    for page in pages.values():
        page._cluster_related_objects = {
            relation.get_accessor_name(): [] for relation in get_all_child_relations(ActivityPage)
        }
    for name, model, parent in (
        ("pictures", ActivityPicture, "page_id"),
        ("attachments", ActivityAttachment, "page_id"),
        ("tagged_items", TaggedActivity, "content_object_id"),
    ):
        for row in model.objects.filter(**{f"{parent}__in": list(pages)}):
            pages[getattr(row, parent)]._cluster_related_objects[name].append(row)


def _go_live(pages, now, by):
    """Wagtail's own save_revision().publish() for many pages at once: revision, log, tree row, signal."""
    content_type = ContentType.objects.get_for_model(ActivityPage)
    base_type = ContentType.objects.get_for_model(Page)
    for page in pages:
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.first_published_at or now
        page.last_published_at = page.latest_revision_created_at = now
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            user=by,
            object_str=page.title,
            content=page.serializable_data(),
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = page.live_revision = revision
    Page.objects.bulk_update(pages, _TREE_ROW, batch_size=200)
    _log("wagtail.publish", pages, now, by, content_type)
    transaction.on_commit(lambda: _signal(page_published, pages))


def _leave(versions, state, by):
    """These versions end; pages that showed one of them leave public and count at once."""
    pages = ActivityPage.objects.select_for_update(of=("self",)).filter(approved_version__in=versions)
    pages = list(pages.order_by("pk")) if state == VersionState.REVOKED else []
    ids = [page.pk for page in pages]
    ActivityPage.objects.filter(pk__in=ids).update(is_counted=False, approved_version=None, approved_at=None)
    ReportVersion.objects.filter(pk__in=[version.pk for version in versions]).update(state=state)
    if pages:
        bump("public")
        now = timezone.now()
        Page.objects.filter(pk__in=ids).update(live=False, live_revision=None, has_unpublished_changes=True)
        _log("wagtail.unpublish", pages, now, by, ContentType.objects.get_for_model(ActivityPage))
        Record.objects.bulk_create(
            build("activity.unpublish", page, by=by, region=page.region_id) for page in pages
        )
        transaction.on_commit(lambda: _signal(page_unpublished, pages))


def _log(action, pages, now, by, content_type):
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=page,
            content_type=content_type,
            label=page.title,
            action=action,
            timestamp=now,
            user=by,
            data={},
        )
        for page in pages
    )


def _signal(signal, pages):
    for page in pages:
        extra = {"revision": page.live_revision} if signal is page_published else {}
        signal.send(sender=ActivityPage, instance=page, **extra)
