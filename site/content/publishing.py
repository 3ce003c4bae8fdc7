"""Wagtail's own `save_revision().publish()` for many pages of one kind at once: revision, log, tree row, signal.

For pages that a process publishes (content.process_pages): the process's verb asks, in its own transaction.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished

from core.rows import save_columns

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


def put_live(pages, *, by, now=None):
    """Publish these pages (of one model) as they are; their own columns and children are written already.

    The signal after the commit carries `by_process=True`: whoever hears it knows that a verb has spoken already.
    """
    if not pages:
        return
    now = now or timezone.now()
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    for page in pages:
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.first_published_at or now
        page.last_published_at = page.latest_revision_created_at = now
    for page, revision in zip(pages, _revisions(pages, now, by, content_type), strict=True):
        page.latest_revision = page.live_revision = revision
    save_columns(Page, pages, *_TREE_ROW)
    _log("wagtail.publish", pages, now, by, content_type)
    transaction.on_commit(lambda: _signal(page_published, pages))


def take_down(pages, *, by, now=None):
    """Unpublish these pages (of one model)."""
    if not pages:
        return
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(
        live=False, live_revision=None, has_unpublished_changes=True
    )
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    _log("wagtail.unpublish", pages, now or timezone.now(), by, content_type)
    transaction.on_commit(lambda: _signal(page_unpublished, pages))


def _revisions(pages, now, by, content_type):
    base_type = ContentType.objects.get_for_model(Page)
    _remember_children(pages)
    return Revision.objects.bulk_create(
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


def _remember_children(pages):
    """Read the children of all pages at once, so that each page's revision is written without asking again."""
    by_pk = {page.pk: page for page in pages}
    relations = get_all_child_relations(type(pages[0]))
    for page in pages:
        page._cluster_related_objects = {relation.get_accessor_name(): [] for relation in relations}
    for relation in relations:
        parent = relation.field.attname
        for row in relation.related_model._default_manager.filter(**{f"{parent}__in": list(by_pk)}):
            by_pk[getattr(row, parent)]._cluster_related_objects[relation.get_accessor_name()].append(row)


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
        signal.send(sender=type(page), instance=page, by_process=True, **extra)
