"""Which products a list shows, how many there are, and how many there would be with every other choice."""

import datetime
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from catalog.columns.reading import NO_END
from catalog.columns.table import Columns


class Sort(StrEnum):
    """The orders of a list; all but the name begin with the greatest."""

    NEWEST = "newest"
    VALUE = "value"
    PEOPLE = "people"
    NAME = "name"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; None lets everything pass.

    `region`: the digits that all codes inside it begin with. `categories`: keys, a leaf or all leaves of a branch.
    `expires_by`: valid until this day at most. `among`: ids that a search found.
    """

    region: str | None = None
    categories: tuple[int, ...] | None = None
    year: int | None = None
    certified: bool | None = None
    tag: int | None = None
    supplier: int | None = None
    expires_by: datetime.date | None = None
    among: object = field(default=None, compare=False)

    def without(self, name: str) -> "Filters":
        """The same with one choice lifted."""
        return replace(self, **{name: None})


@dataclass(frozen=True)
class Counts:
    """How many products each choice would show, the choices of its own kind lifted: {value: count}, without zeros.

    `regions` are keyed by nine digits, `kinds` by whether certified. `expiring` by the day that was asked for.
    """

    regions: dict[int, int]
    categories: dict[int, int]
    years: dict[int, int]
    kinds: dict[bool, int]
    tags: dict[int, int]
    suppliers: dict[int, int]
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
    every = _all_of(masks.values())
    ids = _ordered(columns, every, sort)
    end = None if length is None else start + length
    counts = _counts(columns, masks, every, soon) if soon else None
    return Selection(columns.ids[ids[start:end]].tolist(), len(ids), counts)


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
    place = int(np.searchsorted(coded.values, value))
    if place == len(coded.values) or coded.values[place] != value:
        return np.zeros(len(coded.index), bool)
    return coded.index == place


def _expiring(columns, day):
    return (columns.until != NO_END) & (columns.until <= day.toordinal())


def _all_of(masks):
    """The masks together; None when there are none."""
    found = None
    for mask in masks:
        found = mask if found is None else found & mask
    return found


def _ordered(columns, mask, sort) -> np.ndarray:
    if sort == Sort.NEWEST:
        return np.arange(len(columns)) if mask is None else np.flatnonzero(mask)
    order = columns.orders[sort.value]
    return order if mask is None else order[mask[order]]


def _counts(columns, masks, every, soon) -> Counts:
    def lifted(name):
        if name not in masks:
            return every
        return _all_of(mask for other, mask in masks.items() if other != name)

    def counted(name):
        coded = getattr(columns, name)
        return _as_dict(coded.values, coded.counted(lifted(name)))

    at_risk, ends = lifted("expiring"), _expiring(columns, soon)
    return Counts(
        regions=counted("region"),
        categories=counted("category"),
        years={year: count for year, count in counted("year").items() if year},
        kinds={bool(value): count for value, count in counted("kind").items()},
        tags=_as_dict(columns.tags.values, columns.tags.counted(lifted("tag"))),
        suppliers=counted("supplier"),
        expiring=int(np.count_nonzero(ends if at_risk is None else ends & at_risk)),
    )


def _as_dict(values, counts) -> dict[int, int]:
    some = np.flatnonzero(counts)
    return dict(zip(values[some].tolist(), counts[some].tolist(), strict=True))
