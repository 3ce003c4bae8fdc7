"""What follows when a review ends: published and counted, or gone from both, in the deciding transaction (K05)."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from activities import facts, media, rules, source
from activities.models import (
    ActivityAttachment,
    ActivityPage,
    ActivityPicture,
    ActivityTag,
    ReportVersion,
    TaggedActivity,
)
from activities.states import VersionState
from content.publishing import put_live, take_down
from content.tags import split_tags
from core.models import Record
from core.records import build
from core.rows import save_columns
from core.versions import bump
from review.models import Status
from search import index

_ENDS = {
    Status.REFUSED: VersionState.REFUSED,
    Status.WITHDRAWN: VersionState.WITHDRAWN,
    Status.REVOKED: VersionState.REVOKED,
}
_ROW = (*facts.FACT_COLUMNS, "body", "summary", "facts_hash", "is_counted", "approved_at", "approved_version")
_COLUMNS = [name.removesuffix("_id") for name in _ROW]


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
    # Every door to publicity asks, also one that no decision stands before.
    for verdict in rules.not_publishable([version.pk for version in versions]).values():
        verdict.require()
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
    save_columns(ActivityPage, pages.values(), *_COLUMNS)
    ReportVersion.objects.filter(pk__in=superseded).update(state=VersionState.SUPERSEDED)
    images = _attach(versions, pages, by)
    _tag(versions, pages)
    put_live(list(pages.values()), by=by, now=now)
    index.refresh(source.KEY, pages)
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


def _leave(versions, state, by):
    """These versions end; pages that showed one of them leave public and count at once."""
    pages = ActivityPage.objects.select_for_update(of=("self",)).filter(approved_version__in=versions)
    pages = list(pages.order_by("pk")) if state == VersionState.REVOKED else []
    ids = [page.pk for page in pages]
    ActivityPage.objects.filter(pk__in=ids).update(is_counted=False, approved_version=None, approved_at=None)
    ReportVersion.objects.filter(pk__in=[version.pk for version in versions]).update(state=state)
    if pages:
        bump("public")
    take_down(pages, by=by)
    index.drop(source.KEY, ids)
    Record.objects.bulk_create(
        build("activity.unpublish", page, by=by, region=page.region_id) for page in pages
    )
