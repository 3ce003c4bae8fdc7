"""The public list of reports and its feed. The address is the whole state."""

import re
from datetime import date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from activities import queries
from activities.facts import ActivityKind
from activities.models import ActivityTag
from content import feeds
from regions import queries as regions
from regions.models import Region

PER_PAGE = 24
CURSOR = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d{1,12})")


def _chosen(request) -> dict:
    """What the address asks for; 404 for a region, kind, month or tag that does not exist."""
    get = request.GET
    try:
        region = regions.current_region(get["region"]) if get.get("region") else None
        kind = ActivityKind.objects.get(key=get["kind"]) if get.get("kind") else None
        tag = ActivityTag.objects.get(slug=get["tag"]) if get.get("tag") else None
        month = date.fromisoformat(f"{get['month']}-01") if get.get("month") else None
    except (Region.DoesNotExist, ActivityKind.DoesNotExist, ActivityTag.DoesNotExist, ValueError):
        raise Http404 from None
    return {"region": region, "kind": kind, "tag": tag, "month": month}


def _cursor(text):
    match = CURSOR.fullmatch(text)
    if not match:
        raise Http404
    year, month, day, pk = (int(part) for part in match.groups())
    try:
        return date(year, month, day), pk
    except ValueError:
        raise Http404 from None


def _address(row) -> str:
    return f"{row[1]:%Y%m%d}-{row[0]}"


def report_list(request) -> dict:
    """Context of a page of the list. Ids first by keyset, then the cards: as quick at any depth."""
    chosen = _chosen(request)
    pages = queries.selection(**chosen)
    newer, cursor = request.GET.get("newer"), request.GET.get("older") or request.GET.get("newer")
    if cursor:
        pages = queries.beside(pages, _cursor(cursor), newer=bool(newer))
    rows = list(pages.values_list("pk", "ended_on")[: PER_PAGE + 1])
    if cursor and not rows:
        raise Http404
    has_more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    if newer:
        rows.reverse()
    has_newer, has_older = (has_more, True) if newer else (bool(cursor), has_more)
    return {
        **chosen,
        "reports": queries.hydrate([pk for pk, _day in rows]),
        "total": queries.selection(**chosen).count(),
        "newer_url": _turned(request, newer=_address(rows[0])) if rows and has_newer else "",
        "older_url": _turned(request, older=_address(rows[-1])) if rows and has_older else "",
        "is_first": not cursor,
        "chips": _chips(request, chosen),
        "kinds": ActivityKind.objects.filter(is_active=True),
        "months": [f"{month:%Y-%m}" for month in queries.months()],
        "chosen_month": chosen["month"] and f"{chosen['month']:%Y-%m}",
        "regions": _regions(chosen["region"]),
        "feed_query": _filters(request).urlencode(),
    }


def _filters(request):
    """The address's filters without its place in the list and without what means nothing here."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in {"region", "kind", "month", "tag"} or not kept[name]:
            del kept[name]
    return kept


def _turned(request, **place) -> str:
    address = _filters(request)
    for name, value in place.items():
        address[name] = value
    return "?" + address.urlencode()


def _chips(request, chosen):
    labels = {
        "region": chosen["region"] and chosen["region"].name,
        "kind": chosen["kind"] and chosen["kind"].name,
        "month": chosen["month"] and f"{chosen['month']:%Y-%m}",
        "tag": chosen["tag"] and chosen["tag"].name,
    }
    chips = []
    for name, label in labels.items():
        if label:
            without = _filters(request)
            del without[name]
            chips.append({"label": label, "url": "?" + without.urlencode()})
    return chips


def _regions(chosen) -> dict:
    """Where one can go from here: up to each region above, down to each one directly below."""
    top = regions.root()
    here = chosen if chosen and top.contains(chosen) else top
    trail = [region for region in here.ancestors() if top.contains(region)]
    return {"here": here, "above": trail[:-1], "below": list(regions.children_of(here))}


def report_feed(request, index) -> HttpResponse:
    """The newest reports of the same selection as an Atom feed."""
    pages = queries.listing(**_chosen(request)).select_related("organization")[: feeds.LENGTH]
    return feeds.atom(
        request,
        title=index.title,
        path=index.get_url(request),
        description=index.description or _("Activity reports, approved and counted"),
        entries=report_entries(request, pages),
    )


def report_entries(request, pages) -> list[dict]:
    """Reports (with kind, region and organization) as the entries of a feed."""
    return [_entry(request, page) for page in pages]


def _entry(request, page) -> dict:
    return {
        "title": page.title,
        "link": page.get_url(request),
        "description": page.summary,
        "author_name": page.organization.name,
        "pubdate": page.first_published_at,
        "updateddate": page.approved_at,
        "categories": [page.kind.name, page.region.name],
    }
