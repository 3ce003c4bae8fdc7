"""The address of a list is its whole state: read once, said again in one spelling for every link on the page."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote_plus

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import queries
from catalog.columns import Filters, Held, Sort
from catalog.facts import ProductKind
from organizations.models import Organization
from regions.models import Region, prefix_of
from regions.queries import current_region

# In the order in which an address says them (core.addresses sorts by name).
PARAMETERS = ("category", "expiring", "kind", "page", "q", "region", "sort", "supplier", "tag", "year")
CHOICES = ("q", "region", "category", "year", "kind", "tag", "supplier", "expiring")
LONGEST_QUERY = 60
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Choice:
    """One chosen filter: how the address says it, what it narrows to, what a chip calls it."""

    said: str
    value: object
    label: str


@dataclass(frozen=True)
class Address:
    """What a list was asked for. `said`: its parameters in their only spelling, without what goes without saying."""

    said: dict[str, str]
    chosen: dict[str, Choice]
    sort: Sort
    page: int
    today: datetime.date
    soon: datetime.date

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The parameters as an address writes them, quoted once for all links; without the page."""
        return {name: f"{name}={quote_plus(said)}" for name, said in self.said.items() if name != "page"}

    def url(self, **changes: str) -> str:
        """The query of this list with some parameters changed ("" takes one away), from its first page unless told."""
        pairs = self.pairs | {
            name: f"{name}={quote_plus(said)}" if said else "" for name, said in changes.items()
        }
        return "?" + "&".join(pairs[name] for name in PARAMETERS if pairs.get(name))

    @cached_property
    def found(self):
        """What the search answers to the words of the list (search.queries.Result); None without words."""
        return queries.found_by(self.said["q"]) if "q" in self.said else None

    @property
    def filters(self) -> Filters:
        """The choices as the columns understand them."""
        values = {name: choice.value for name, choice in self.chosen.items()}
        return Filters(
            region=values.get("region"),
            categories=values.get("category"),
            year=values.get("year"),
            certified=values.get("kind"),
            tag=values.get("tag"),
            supplier=values.get("supplier"),
            expires_by=values.get("expiring"),
            among=self.found.ids if self.found else None,
        )


def read(get, held: Held) -> Address:
    """The address that these GET parameters mean; unknown names and empty values are passed over.

    Raises Http404 for a value that means nothing. A retired region is read as the one that followed it.
    """
    typed = {name: text for name in PARAMETERS if (text := _plain(get.get(name, "")))}
    today = timezone.localdate()
    soon = today + datetime.timedelta(days=settings.CERTIFICATE_EXPIRING_DAYS)
    try:
        chosen = {name: _READERS[name](typed[name], held, soon) for name in CHOICES if name in typed}
        usual = Sort.RELEVANCE if "q" in chosen else Sort.NEWEST
        sort = Sort(typed.get("sort", usual))
        page = _number(typed.get("page", "1"), range(1, 1_000_000))
    except (LookupError, ValueError, Region.DoesNotExist, Organization.DoesNotExist):
        raise Http404 from None
    if sort == Sort.RELEVANCE != usual:
        raise Http404
    said = {name: choice.said for name, choice in chosen.items()}
    if sort != usual:
        said["sort"] = sort.value
    if page > 1:
        said["page"] = str(page)
    return Address(said, chosen, sort, page, today, soon)


def _plain(text) -> str:
    return " ".join(text.replace("\x00", " ").split())


def _number(text, among: range) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in among):
        raise ValueError(text)
    return int(text)


def _query(text, held, soon):
    text = text[:LONGEST_QUERY].strip()
    return Choice(text, text, _("“%(words)s”") % {"words": text})


def _region(text, held, soon):
    place = held.labels.places.get(text)
    if place is None or place.is_retired:
        # A township without products, or a code of former times.
        region = current_region(text)
        return Choice(region.code, prefix_of(region.code), region.name)
    return Choice(place.code, prefix_of(place.code), place.name)


def _category(text, held, soon):
    group = held.labels.groups_by_key[text]
    return Choice(group.key, held.labels.leaves(group), group.name)


def _year(text, held, soon):
    year = _number(text, YEARS)
    return Choice(str(year), year, _("certified in %(year)d") % {"year": year})


def _kind(text, held, soon):
    kind = ProductKind(text)
    return Choice(kind.value, kind == ProductKind.CERTIFIED, str(kind.label))


def _tag(text, held, soon):
    tag = held.labels.tags_by_slug[text]
    return Choice(text, tag, held.labels.tags[tag].name)


def _supplier(text, held, soon):
    key = _number(text, range(1, 1_000_000_000))
    if held.columns.supplier.place(key) is None:
        raise LookupError(text)
    return Choice(str(key), key, queries.supplier_names([key])[key])


def _expiring(text, held, soon):
    if text != "1":
        raise ValueError(text)
    return Choice("1", soon, _("expiring soon"))


_READERS = {
    "q": _query,
    "region": _region,
    "category": _category,
    "year": _year,
    "kind": _kind,
    "tag": _tag,
    "supplier": _supplier,
    "expiring": _expiring,
}
