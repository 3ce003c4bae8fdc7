"""The choices on the left of the list: each with its count and the address that it leads to."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import queries
from catalog.columns import Held
from catalog.facts import ProductKind

# So many are seen at once; the rest opens.
SEEN = 10
MOST_TAGS, MOST_SUPPLIERS = 20, 12


@dataclass(frozen=True, slots=True)
class Link:
    """A choice; the chosen one leads back to where it is lifted. `above` marks a step on the way down to it."""

    label: str
    url: str
    count: int
    chosen: bool = False
    above: bool = False

    @property
    def figure(self) -> str:
        """The count as it is read."""
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices, the first of them seen at once; `open` when something is chosen or it leads."""

    key: str
    title: str
    links: list[Link]
    more: list[Link] = field(default_factory=list)
    open: bool = False

    @property
    def more_words(self) -> str:
        return ngettext("%(count)d more", "%(count)d more", len(self.more)) % {"count": len(self.more)}


def facets(address, counts, held: Held) -> list[Facet]:
    """Every filter that has something to choose."""
    found = [
        _regions(address, counts, held.labels),
        _categories(address, counts, held.labels),
        _kinds(address, counts),
        _years(address, counts),
        _expiring(address, counts),
        _tags(address, counts, held.labels),
        _suppliers(address, counts),
    ]
    return [facet for facet in found if facet.links]


def _facet(key, title, links, address, *, is_open=False) -> Facet:
    seen = SEEN if len(links) > SEEN + 2 else len(links)
    more = links[seen:]
    # What is chosen is never hidden.
    seen_links = links[:seen] + [link for link in more if link.chosen]
    more = [link for link in more if not link.chosen]
    return Facet(key, title, seen_links, more, is_open or key in address.said)


def _toggle(address, name, said) -> str:
    return address.url(**{name: "" if address.said.get(name) == said else said})


def _regions(address, counts, labels) -> Facet:
    """The way from the top to the chosen region, and what lies directly below it; at the end, what lies beside it."""
    tree, totals = labels.tree, labels.tree.totals(counts.regions.counts)

    def link(place, *, above=False):
        count = totals.get(place.code, 0)
        code = place.parent if place.code == chosen else place.code
        return Link(place.name, address.url(region=code), count, place.code == chosen, above)

    chosen = address.said.get("region", "")
    path, below = tree.path(chosen), tree.children.get(chosen, [])
    if not chosen and len(below) == 1:
        below = tree.children.get(below[0].code) or below
    if path and not below:
        *path, here = path
        beside = tree.children.get(here.parent, [])
        below = beside if here in beside else [here, *beside]
    everywhere = Link(_("Everywhere"), address.url(region=""), int(counts.regions.counts.sum()), above=True)
    above = [everywhere, *(link(place, above=place.code != chosen) for place in path)] if chosen else []
    links = [link(place) for place in below]
    links = [link for link in links if link.count or link.chosen]
    return _facet("region", _("Place of origin"), [*above, *links], address, is_open=True)


def _categories(address, counts, labels) -> Facet:
    totals = Counter(counts.categories.as_dict())
    for pk, count in list(totals.items()):
        if parent := labels.groups[pk].parent:
            totals[parent] += count
    chosen = labels.groups_by_key.get(address.said.get("category", ""))
    every = Link(
        _("All categories"), address.url(category=""), sum(counts.categories.as_dict().values()), above=True
    )
    above = chosen and (labels.groups[chosen.parent] if chosen.parent else chosen)
    shown = [group for group in labels.groups.values() if group.parent == (above and above.pk)]
    shown = [group for group in shown if totals[group.pk] or group is chosen]
    groups = [*([above] if above else []), *sorted(shown, key=lambda group: group.order)]
    links = [
        Link(
            group.name,
            address.url(category=_lifted(group, labels) if group is chosen else group.key),
            totals[group.pk],
            chosen=group is chosen,
            above=group is above and group is not chosen,
        )
        for group in groups
    ]
    return _facet("category", _("Category"), [every, *links] if chosen else links, address, is_open=True)


def _lifted(group, labels) -> str:
    return labels.groups[group.parent].key if group.parent else ""


def _kinds(address, counts) -> Facet:
    links = [
        Link(
            str(kind.label),
            _toggle(address, "kind", kind.value),
            counts.kinds[kind == ProductKind.CERTIFIED],
            chosen=address.said.get("kind") == kind.value,
        )
        for kind in (ProductKind.CERTIFIED, ProductKind.ORDINARY)
    ]
    return _facet(
        "kind", _("Kind"), [link for link in links if link.count or link.chosen], address, is_open=True
    )


def _years(address, counts) -> Facet:
    chosen = address.said.get("year", "")
    years = {*counts.years.as_dict(), *([int(chosen)] if chosen else [])} - {0}
    links = [
        Link(str(year), _toggle(address, "year", str(year)), counts.years[year], chosen=str(year) == chosen)
        for year in sorted(years, reverse=True)
    ]
    return _facet("year", _("Certified in"), links, address)


def _expiring(address, counts) -> Facet:
    chosen = "expiring" in address.said
    days = {"days": (address.soon - address.today).days}
    link = Link(
        _("within %(days)d days") % days, _toggle(address, "expiring", "1"), counts.expiring, chosen=chosen
    )
    return _facet("expiring", _("Expiring soon"), [link] if counts.expiring or chosen else [], address)


def _tags(address, counts, labels) -> Facet:
    chosen = labels.tags_by_slug.get(address.said.get("tag", ""))
    keys = counts.tags.most(MOST_TAGS)
    if chosen and chosen not in keys:
        keys = [chosen, *keys]
    links = [
        Link(
            labels.tags[key].name,
            _toggle(address, "tag", labels.tags[key].slug),
            counts.tags[key],
            chosen=key == chosen,
        )
        for key in keys
        if key in labels.tags
    ]
    return _facet("tag", _("Tag"), links, address)


def _suppliers(address, counts) -> Facet:
    """The suppliers with most of these products; of a list that nothing narrows there are too many to choose from."""
    if not address.said.keys() - {"sort", "page"}:
        return _facet("supplier", _("Supplier"), [], address)
    chosen = int(address.said.get("supplier", 0))
    keys = counts.suppliers.most(MOST_SUPPLIERS)
    if chosen and chosen not in keys:
        keys = [chosen, *keys]
    names = queries.supplier_names(keys)
    links = [
        Link(names[key], _toggle(address, "supplier", str(key)), counts.suppliers[key], chosen=key == chosen)
        for key in keys
        if key in names
    ]
    return _facet("supplier", _("Supplier"), links, address)
