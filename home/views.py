"""The results page of the site's search, and what it suggests while somebody types. The address is the whole state."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from regions import queries as regions
from regions.models import Level, Region
from search import sources
from search.marks import marked
from search.queries import Result, search_by_source, search_ids
from search.suggestions import suggest as suggestions

PER_PAGE = 20
PER_KIND = 4
# Further pages show what nobody reads and cost what everybody waits for.
LAST_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the address asks for. kind: a source's key or ""."""

    query: str
    kind: str
    region: Region | None
    page: int


# Not for the shared page cache: what people type has no end, and hardly two type the same.
_for_the_asker = cache_control(private=True, max_age=60)


@require_safe
@_for_the_asker
def search(request):
    """Hits grouped by kind, or one kind page by page. 404 for a kind, region or page that does not exist."""
    asked = _asked(request)
    result = _result(asked)
    page = _page_of(result, asked)
    if asked.page > 1 and (page is None or asked.page > page.paginator.num_pages):
        raise Http404
    context = {
        "asked": asked,
        "page_query": asked.query,
        "result": result,
        "found": sum(result.by_source.values()),
        "kinds": _kinds(result, asked, request),
        "groups": _groups(result),
        "page_obj": page,
        "regions": _regions(result, asked.region),
        "near_miss": _near_miss(result),
        "everywhere_url": _address(request, region="", page=""),
        "all_kinds_url": _address(request, kind="", page=""),
    }
    return render(request, "home/search.html", context)


@require_safe
@_for_the_asker
def suggest(request):
    """Suggestions as JSON: {"items": [{"text", "label", "url"}]}; a word leads back to the results page."""
    found = suggestions(_typed(request))
    items = [{"text": one.text, "label": str(one.label), "url": one.url} for one in found]
    return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


def _typed(request) -> str:
    # What is no character at all (a lone surrogate) must not reach the database or the answer.
    return request.GET.get("q", "").encode("utf-8", "ignore").decode().replace("\0", "").strip()


def _asked(request) -> Asked:
    get = request.GET
    kind = get.get("kind", "")
    try:
        page = int(get.get("page") or 1)
        region = regions.current_region(get["region"]) if get.get("region") else None
        if kind:
            sources.get(kind)
    except (ValueError, LookupError, Region.DoesNotExist):
        raise Http404 from None
    if not 1 <= page <= LAST_PAGE:
        raise Http404
    return Asked(_typed(request), kind, region, page)


def _result(asked) -> Result:
    if not asked.kind:
        return search_by_source(asked.query, within=asked.region, each=PER_KIND)
    offset = (asked.page - 1) * PER_PAGE
    return search_ids(asked.query, source=asked.kind, within=asked.region, limit=PER_PAGE, offset=offset)


def _page_of(result, asked):
    """The page of one kind as the paginator shows it; the hits are here already."""
    if not asked.kind:
        return None
    pages = Paginator(range(min(result.total, LAST_PAGE * PER_PAGE)), PER_PAGE)
    return pages.get_page(asked.page)


def _groups(result) -> list[dict]:
    """The hits by kind, each with its cards; kinds in their order."""
    groups = []
    for source in sources.all_sources():
        ids = [pk for key, pk in result.hits if key == source.key]
        if not ids:
            continue
        cards = source.cards(ids)
        hits = [_hit(cards[pk], result.readings) for pk in ids if pk in cards]
        total = result.by_source[source.key]
        groups.append({"source": source, "total": total, "hits": hits, "has_more": total > len(hits)})
    return groups


def _hit(card, readings) -> dict:
    return {
        "card": card,
        "title": marked(card.title, readings),
        "summary": marked(card.summary, readings),
        "facts": [marked(fact, readings) for fact in card.facts],
    }


def _kinds(result, asked, request) -> list[dict]:
    """The filter by kind, with counts; kinds without hits are left out, the chosen one never."""
    kinds = [
        {
            "label": source.label,
            "count": result.by_source.get(source.key, 0),
            "url": _address(request, kind=source.key, page=""),
            "is_chosen": source.key == asked.kind,
        }
        for source in sources.all_sources()
        if source.key == asked.kind or result.by_source.get(source.key)
    ]
    return kinds if len(kinds) > 1 or asked.kind else []


def _regions(result, region) -> dict:
    """Where hits lie: provinces, or the prefectures of the chosen province; and where to go back to."""
    level = Level.PROVINCE if region is None else Level.PREFECTURE
    counted: dict[str, int] = {}
    for place, many in result.by_place.items():
        code = f"{place[:2]}0000" if region is None else f"{place}00"
        counted[code] = counted.get(code, 0) + many
    above = region.ancestors() if region else []
    if region and region.level >= Level.PREFECTURE:
        counted = {}
    wanted = Region.objects.governed().filter(code__in=counted, level=level) if counted else []
    below = [{"region": one, "count": counted[one.code]} for one in wanted]
    return {"above": above[:-1], "here": region, "below": below}


def _near_miss(result) -> str:
    """What was left out because nothing has all of it; "" when everything was found."""
    if not result.dropped:
        return ""
    words = "".join(_("“%(word)s”") % {"word": word} for word in result.dropped)
    return ngettext(
        "Nothing has all of these words. These are the results without the word %(words)s.",
        "Nothing has all of these words. These are the results without the words %(words)s.",
        len(result.dropped),
    ) % {"words": words}


def _address(request, **changed) -> str:
    values = {name: request.GET.get(name, "") for name in ("q", "kind", "region", "page")} | changed
    return "?" + urlencode({name: value for name, value in values.items() if value}, errors="ignore")
