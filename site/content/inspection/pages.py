"""Pages: each looked at once per publication, whatever their number; streamed in chunks, each chunk kept at once."""

from django.db.models import Min, prefetch_related_objects
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PageLogEntry

from content import looking, shown
from content.inspection import links
from content.inspection.findings import Check, edit_page
from content.looks import PageLook
from content.queries import KIND_WORDS
from core import personal

# To be raised when pages are looked at in another way.
VERSION = 1000 * 1 + personal.VERSION
CHUNK = 1000
# Who set a page's first publication to another day than that on which it was first published.
_SAME_SECONDS = 24 * 3600


def look_at_all(findings, on_progress):
    """Look at what has changed since the last time; compare the dates of first publication of all."""
    done, last = 0, 0
    while rows := list(_rows(last)):
        last = rows[-1]["pk"]
        changed = _changed(rows)
        _look(changed)
        _compare_dates(rows, findings)
        done += len(rows)
        on_progress(done)


def count() -> int:
    """How many public pages there are."""
    return _public().count()


def _public():
    return Page.objects.live().filter(depth__gt=1)


def _rows(after):
    names = ("pk", "title", "live_revision_id", "last_published_at", "first_published_at")
    return _public().filter(pk__gt=after).order_by("pk").values(*names)[:CHUNK]


def _changed(rows) -> list[dict]:
    looks = {
        pk: mark
        for pk, *mark in PageLook.objects.filter(page__in=[row["pk"] for row in rows]).values_list(
            "page_id", "version", "revision_id", "published_at"
        )
    }
    return [
        row
        for row in rows
        if looks.get(row["pk"]) != [VERSION, row["live_revision_id"], row["last_published_at"]]
    ]


def _look(rows):
    if not rows:
        return
    pages = list(Page.objects.filter(pk__in=[row["pk"] for row in rows]).specific())
    _remember_rows(pages)
    PageLook.objects.bulk_create(
        [_look_at(page) for page in pages],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["version", "published_at", "revision_id", "findings", "is_plain", "links", "outside"],
        batch_size=200,
    )


def _remember_rows(pages):
    """Read the rows of all pages of one kind at once, instead of page by page."""
    by_model: dict[type, list] = {}
    for page in pages:
        page._cluster_related_objects = {}
        by_model.setdefault(type(page), []).append(page)
    for model, same in by_model.items():
        prefetch_related_objects(same, *_media_of(model))
        for relation in get_all_child_relations(model):
            name, key = relation.get_accessor_name(), relation.field.attname
            lists: dict[int, list] = {page.pk: [] for page in same}
            # Without names select_related would follow every key.
            rows = relation.related_model._default_manager.select_related(
                *_media_of(relation.related_model) or [None]
            )
            for row in rows.filter(**{f"{key}__in": list(lists)}):
                lists[getattr(row, key)].append(row)
            for page in same:
                page._cluster_related_objects[name] = lists[page.pk]


def _media_of(model) -> list[str]:
    """The columns of a model that name a picture or a document of the media library."""
    return [
        column.name
        for column in model._meta.concrete_fields
        if column.is_relation and issubclass(column.related_model, AbstractDocument | AbstractImage)
    ]


def _look_at(page) -> PageLook:
    findings = [
        {
            "field": text.field,
            "place": text.place,
            "kind": hit.kind.value,
            "masked": hit.masked,
            "mark": looking.mark_of(hit.digits),
        }
        for text in shown.words_of_page(page)
        for hit in personal.find(text.words)
    ]
    if not (page.search_description or getattr(page, "summary", "")).strip():
        findings.append({"kind": "description"})
    inside, outside = [], []
    for row in (page, *(row for rows in page._cluster_related_objects.values() for row in rows)):
        more_inside, more_outside = links.of_row(row)
        inside += more_inside
        outside += more_outside
    return PageLook(
        page_id=page.pk,
        version=VERSION,
        published_at=page.last_published_at,
        revision_id=page.live_revision_id,
        findings=findings,
        is_plain=not (findings or inside or outside),
        links=inside,
        outside=outside,
    )


def with_more():
    """Looks that found something or hold links, in chunks."""
    last = 0
    looks = (
        PageLook.objects.filter(is_plain=False, page__live=True).select_related("page").order_by("page_id")
    )
    while chunk := list(looks.filter(page_id__gt=last)[:CHUNK]):
        last = chunk[-1].page_id
        yield chunk


def tell(chunk, allowed_marks, findings):
    """Add what the looks of a chunk found."""
    for look in chunk:
        for found in look.findings:
            if found["kind"] == "description":
                words = _("Neither a summary nor a description for search engines.")
                findings.add(Check.DESCRIPTIONS, look.page.title, words, edit_page(look.page_id))
            elif found["mark"] not in allowed_marks:
                kind = KIND_WORDS[personal.Kind(found["kind"])]
                words = f"{found['place']}: {kind} ({found['masked']})"
                findings.add(Check.NUMBERS, look.page.title, words, edit_page(look.page_id))


def _compare_dates(rows, findings):
    first = dict(
        PageLogEntry.objects.filter(page__in=[row["pk"] for row in rows], action="wagtail.publish")
        .order_by()
        .values_list("page_id")
        .annotate(Min("timestamp"))
    )
    for row in rows:
        recorded, said = first.get(row["pk"]), row["first_published_at"]
        if recorded and said and abs((said - recorded).total_seconds()) > _SAME_SECONDS:
            words = _("Says %(said)s, but was first published on %(recorded)s.")
            values = {"said": said.date().isoformat(), "recorded": recorded.date().isoformat()}
            title = Truncator(row["title"]).chars(80)
            findings.add(Check.DATES, title, words % values, edit_page(row["pk"]))
