"""Lists of counted reports, and what a report's own page shows beside its words."""

from datetime import date, timedelta

from django.db.models import Q

from activities.models import ActivityPage, TaggedActivity
from activities.queries.shown import fact_rows, timeline

RELATED = 3


def listing(*, region=None, kind=None, month=None, tag=None, first=None, last=None):
    """Counted pages, newest first, ready for cards: a page of any length costs a bounded number of queries.

    `region` (Region) with everything below it, `kind` (ActivityKind or pk), `month` (any date in it), `tag`
    (ActivityTag or name), `first` and `last` (dates, both included) each narrow it.
    """
    return with_cards(selection(region=region, kind=kind, month=month, tag=tag, first=first, last=last))


def selection(*, region=None, kind=None, month=None, tag=None, first=None, last=None):
    """The same without what cards need: for counting, ids and sums."""
    pages = ActivityPage.objects.counted().within(region)
    if month:
        start, end = month_bounds(month)
        first, last = max(first or start, start), min(last or end, end)
    if first:
        pages = pages.filter(ended_on__gte=first)
    if last:
        pages = pages.filter(ended_on__lte=last)
    if kind:
        pages = pages.filter(kind=kind)
    if tag:
        wanted = {"tag__name__iexact": tag} if isinstance(tag, str) else {"tag": tag}
        tagged = TaggedActivity.objects.filter(**wanted)
        pages = pages.filter(pk__in=tagged.values("content_object_id"))
    return pages.order_by("-ended_on", "-page_ptr_id")


def with_cards(pages):
    """Bring what templates/activities/card.html shows, in a fixed number of queries."""
    return pages.select_related("region", "kind").prefetch_related("pictures__image__renditions")


def month_bounds(day: date) -> tuple[date, date]:
    """First and last day of a date's month."""
    start = day.replace(day=1)
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months(region=None) -> list[date]:
    """The months from the newest counted report back to the oldest, at most five years."""
    # Two steps along the index; MIN and MAX in one question would read all of it.
    ends = ActivityPage.objects.counted().within(region).values_list("ended_on", flat=True)
    newest = ends.order_by("-ended_on", "-page_ptr_id").first()
    oldest = ends.order_by("ended_on", "page_ptr_id").first()
    found, month = [], newest and newest.replace(day=1)
    while month and month >= oldest.replace(day=1) and len(found) < 60:
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found


def beside(pages, cursor: tuple[date, int], *, newer=False):
    """Those that come after (or, `newer`, before) the report that `cursor` (last day, id) names."""
    day, pk = cursor
    if newer:
        pages = pages.filter(ended_on__gte=day).exclude(Q(ended_on=day) & Q(page_ptr_id__lte=pk))
        return pages.order_by("ended_on", "page_ptr_id")
    return pages.filter(ended_on__lte=day).exclude(Q(ended_on=day) & Q(page_ptr_id__gte=pk))


def hydrate(ids: list[int]) -> list[ActivityPage]:
    """The pages of these ids, in their order, ready for cards."""
    found = {page.pk: page for page in with_cards(ActivityPage.objects.filter(pk__in=ids))}
    return [found[pk] for pk in ids if pk in found]


def story(page) -> dict:
    """What a report's public page shows: facts, how it was decided, pictures, files, tags, related reports."""
    version = page.approved_version
    related = selection(region=page.region.county_or_self).exclude(pk=page.pk)
    ids = list(related.values_list("pk", flat=True)[:RELATED])
    if len(ids) < RELATED:
        more = selection(kind=page.kind_id).exclude(pk__in=[page.pk, *ids])
        ids += list(more.values_list("pk", flat=True)[: RELATED - len(ids)])
    events = timeline(version, public=True) if version else []
    index, tags = page.get_parent().specific_deferred, list(page.tags.all())
    page.steps_above = [
        {"title": index.title, "url": index.url},
        {"title": page.region.name, "url": f"{index.url}?region={page.region_id}"},
    ]
    pictures = list(page.pictures.select_related("image").prefetch_related("image__renditions"))
    return {
        "facts": fact_rows(page),
        "events": events,
        "approval": next((event for event in reversed(events) if event["tone"] == "done"), None),
        "pictures": pictures,
        "shared_picture": page.share_picture or (pictures[0].image if pictures else None),
        "files": [_file(row) for row in page.attachments.select_related("document")],
        "tags": tags,
        "keywords": ",".join([*(tag.name for tag in tags), page.kind.name]),
        "related": hydrate(ids),
        "index": index,
    }


def _file(row):
    document = row.document
    return {
        "title": row.title or document.title,
        "url": document.url,
        "size": document.file_size,
        "kind": document.file_extension.upper(),
    }
