"""Which products a list shows, how many there are, and how many there would be with every other choice."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from catalog.columns.reading import NO_END
from catalog.columns.table import Columns


class Sort(StrEnum):
    """The orders of a list; relevance is that of the ids a search found, value and people begin with the most."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    VALUE = "value"
    PEOPLE = "people"
    NAME = "name"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None lets everything pass.

    `region`: the digits that all codes inside it begin with. `categories`: keys, a leaf or all leaves of a branch.
    `expires_by`: valid until this day at most. `among`: ids that a search found, best first.
    """

    region: str | None = None
    categories: tuple[int, ...] | None = None
    year: int | None = None
    certified: bool | None = None
    tag: int | None = None
    supplier: int | None = None
    expires_by: datetime.date | None = None
    among: Sequence[int] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Tally:
    """Counts beside the values of a column."""

    values: np.ndarray
    counts: np.ndarray

    def __getitem__(self, value) -> int:
        """The count of a value; 0 for one that is not there."""
        place = int(np.searchsorted(self.values, value))
        there = place < len(self.values) and self.values[place] == value
        return int(self.counts[place]) if there else 0

    def as_dict(self) -> dict[int, int]:
        """{value: count} without zeros."""
        some = np.flatnonzero(self.counts)
        return dict(zip(self.values[some].tolist(), self.counts[some].tolist(), strict=True))

    def most(self, length: int) -> list[int]:
        """The values with the greatest counts, greatest first; those without any are left out."""
        some = np.flatnonzero(self.counts)
        if len(some) > length:
            some = np.sort(some[np.argpartition(-self.counts[some], length)[:length]])
        return self.values[some[np.argsort(-self.counts[some], kind="stable")]].tolist()


@dataclass(frozen=True)
class Counts:
    """How many products each choice would show, the choices of its own kind lifted.

    Regions are numbers of nine digits, a year of 0 is none, kinds say whether certified. `expiring`: by `soon`.
    """

    regions: Tally
    categories: Tally
    years: Tally
    kinds: Tally
    tags: Tally
    suppliers: Tally
    expiring: int


@dataclass(frozen=True)
class Selection:
    """The answer: `ids` of the part that was asked for in order, the `total`, and the counts beside the choices."""

    ids: list[int]
    total: int
    counts: Counts | None = None


def select(
    columns: Columns,
    filters: Filters,
    *,
    sort: Sort = Sort.NEWEST,
    start=0,
    length: int | None = None,
    soon: datetime.date | None = None,
) -> Selection:
    """Ids from `start` on (`length` of them, or all), the total and, when `soon` is given, the counts.

    `soon` is the day by which a validity that ends counts as expiring.
    """
    masks = _masks(columns, filters)
    every = _Part.of(masks.values())
    found = _ordered(columns, every, sort, filters.among)
    end = None if length is None else start + length
    counts = _counts(columns, masks, every, soon) if soon else None
    return Selection(columns.ids[found(slice(start, end))].tolist(), _size(columns, every), counts)


@dataclass(frozen=True)
class _Part:
    """Some of the rows: as a mask, and as the positions it leaves, which later steps take up far more quickly."""

    mask: np.ndarray
    rows: np.ndarray

    @classmethod
    def of(cls, masks) -> "_Part | None":
        """What all masks let pass; None, all rows, when there is no mask."""
        together = None
        for mask in masks:
            together = mask if together is None else together & mask
        return None if together is None else cls(together, np.flatnonzero(together))


def _masks(columns, filters) -> dict[str, np.ndarray]:
    masks = {}
    if filters.region:
        masks["region"] = _inside(columns.region, filters.region)
    if filters.categories is not None:
        chosen = np.isin(columns.category.values, filters.categories)
        masks["category"] = chosen[columns.category.index]
    for name, value in (("year", filters.year), ("kind", filters.certified), ("supplier", filters.supplier)):
        if value is not None:
            masks[name] = _equal(getattr(columns, name), int(value))
    if filters.tag is not None:
        masks["tag"] = columns.tags.mask(filters.tag, len(columns))
    if filters.expires_by is not None:
        masks["expiring"] = _expiring(columns, filters.expires_by)
    if filters.among is not None:
        masks["among"] = np.isin(columns.ids, np.asarray(filters.among, np.int64))
    return masks


def _inside(coded, prefix):
    scale = 10 ** (9 - len(prefix))
    first, last = np.searchsorted(coded.values, [int(prefix) * scale, (int(prefix) + 1) * scale])
    return (coded.index >= first) & (coded.index < last)


def _equal(coded, value):
    place = coded.place(value)
    return np.zeros(len(coded.index), bool) if place is None else coded.index == place


def _expiring(columns, day):
    return (columns.until != NO_END) & (columns.until <= day.toordinal())


def _size(columns, part) -> int:
    return len(columns) if part is None else len(part.rows)


def _ordered(columns, part, sort, among):
    """Positions in order, as a function of the slice wanted: most are never looked at."""
    if sort == Sort.NEWEST:
        rows = np.arange(len(columns)) if part is None else part.rows
        return lambda some: rows[some]
    order = _found_order(columns, among) if sort == Sort.RELEVANCE else columns.orders[sort.value]
    if part is None:
        return lambda some: order[some]
    passing = np.flatnonzero(part.mask[order])
    return lambda some: order[passing[some]]


def _found_order(columns, among) -> np.ndarray:
    """Positions of the ids that a search found, in its order; of those that are still listed."""
    found = np.asarray(among, np.int64)
    there = np.flatnonzero(np.isin(columns.ids, found))
    by_id = there[np.argsort(columns.ids[there])]
    place = np.searchsorted(columns.ids[by_id], found)
    place[place == len(by_id)] = 0
    known = columns.ids[by_id[place]] == found if len(by_id) else np.zeros(len(found), bool)
    return by_id[place[known]]


def _counts(columns, masks, every, soon) -> Counts:
    def lifted(name):
        if name not in masks:
            return every
        return _Part.of(mask for other, mask in masks.items() if other != name)

    def tally(name):
        coded = getattr(columns, name)
        return Tally(coded.values, coded.counted(_rows(lifted(name))))

    at_tag, at_risk = lifted("tag"), lifted("expiring")
    ends = _expiring(columns, soon)
    return Counts(
        regions=tally("region"),
        categories=tally("category"),
        years=tally("year"),
        kinds=tally("kind"),
        tags=Tally(columns.tags.values, columns.tags.counted(at_tag and at_tag.mask)),
        suppliers=tally("supplier"),
        expiring=int(np.count_nonzero(ends if at_risk is None else ends & at_risk.mask)),
    )


def _rows(part):
    return None if part is None else part.rows
