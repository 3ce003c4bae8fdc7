"""A page of the product list: its cards, the choices beside them, and the addresses of everything it leads to."""

from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from catalog import columns, queries
from catalog.columns import Sort
from catalog.views import address as addresses
from catalog.views.facets import facets

PER_PAGE = 24
# Held by no cache: built from columns that are being replaced.
PASSING = "private, no-cache"


def show_list(request, page):
    """The list as a response. Raises Http404 for what the address cannot mean and for pages beyond the last."""
    held = columns.current()
    address = addresses.read(request.GET, held)
    if dict(request.GET.lists()) != {name: [said] for name, said in address.said.items()}:
        return HttpResponseRedirect(_said(request.path, address.url(page=address.said.get("page", ""))))
    response = page.render(request, context_overrides=_context(request, page, address, held))
    if not held.is_current:
        response.headers["Cache-Control"] = PASSING
    return response


def _said(path, query):
    return path if query == "?" else path + query


def _context(request, page, address, held) -> dict:
    found = columns.select(
        held.columns,
        address.filters,
        sort=address.sort,
        start=(address.page - 1) * PER_PAGE,
        length=PER_PAGE,
        soon=address.soon,
    )
    if address.page > 1 and not found.ids:
        raise Http404
    base = page.get_url(request)
    return {
        "address": address,
        "shown": [_shown(card, base, address, held.labels) for card in queries.cards(found.ids)],
        "total": found.total,
        "total_words": f"{found.total:,}",
        "facets": facets(address, found.counts, held),
        "chips": [
            {"label": choice.label, "url": _said(base, address.url(**{name: ""}))}
            for name, choice in address.chosen.items()
        ],
        "sorts": _sorts(address),
        "pages": _pages(address, found.total),
        "base": base,
        "filter_query": _said("", address.url(sort="")),
        "canonical_url": request.build_absolute_uri(
            _said(base, address.url(page=address.said.get("page", "")))
        ),
        "kept": [(name, said) for name, said in address.said.items() if name not in {"q", "page", "sort"}],
        "words": address.said.get("q", ""),
        "dropped": "、".join(address.found.dropped) if address.found else "",
    }


def _shown(card, base, address, labels) -> dict:
    names = [place.name for place in labels.tree.path(card.region_id)[1:]]
    return queries.drawn(card, base, address.soon, " ".join(names[-2:]) or labels.places[card.region_id].name)


def _sorts(address) -> list[dict]:
    labels = {
        Sort.RELEVANCE: _("best match"),
        Sort.NEWEST: _("newest"),
        Sort.VALUE: _("commodity value"),
        Sort.PEOPLE: _("people benefited"),
        Sort.NAME: _("name"),
    }
    usual = Sort.RELEVANCE if "q" in address.said else Sort.NEWEST
    if usual == Sort.NEWEST:
        del labels[Sort.RELEVANCE]
    return [
        {
            "label": label,
            "url": address.url(sort="" if sort == usual else sort.value),
            "chosen": sort == address.sort,
        }
        for sort, label in labels.items()
    ]


def _pages(address, total) -> dict | None:
    """Links to the pages worth one: the ends, the neighbours; None (an ellipsis) between."""
    last = -(-total // PER_PAGE)
    if last < 2:
        return None
    near = {1, last, *range(max(address.page - 1, 1), min(address.page + 1, last) + 1)}
    numbers: list[int | None] = []
    for number in sorted(near):
        if numbers and number > (numbers[-1] or 0) + 1:
            numbers.append(None)
        numbers.append(number)

    def url(number):
        return address.url(page=str(number) if number > 1 else "")

    return {
        "numbers": [
            {"number": number, "url": url(number), "here": number == address.page} if number else None
            for number in numbers
        ],
        "previous": url(address.page - 1) if address.page > 1 else "",
        "next": url(address.page + 1) if address.page < last else "",
    }
