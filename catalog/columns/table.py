"""The columns themselves: listed products, newest first, in parallel arrays that never change once made."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from catalog.columns.reading import NAME_KEY, Batch

CODED = ("region", "category", "year", "kind", "supplier")
PLAIN = {"ids": np.int64, "until": np.int32, "listed_at": np.int64, "people": np.int32, "value": np.int64}


@dataclass(frozen=True)
class Coded:
    """A column of few different values: `index[i]` is the place of product i's value in `values` (sorted)."""

    values: np.ndarray
    index: np.ndarray

    def merged(self, kept, added, order) -> "Coded":
        """Only what is kept, and the raw values `added` behind it, then put in `order`."""
        values, index = self.values, self.index[kept]
        more = np.setdiff1d(added, values)
        if len(more):
            union = np.union1d(values, more)
            index = np.searchsorted(union, values).astype(np.int32)[index]
            values = union
        fresh = np.searchsorted(values, added).astype(np.int32)
        return Coded(values, np.concatenate([index, fresh])[order])

    def place(self, value: int) -> int | None:
        """Where a value stands in `values`; None where no product ever had it."""
        place = int(np.searchsorted(self.values, value))
        return place if place < len(self.values) and self.values[place] == value else None

    @cached_property
    def counts(self) -> np.ndarray:
        """How many products have each value."""
        return np.bincount(self.index, minlength=len(self.values))

    def counted(self, rows) -> np.ndarray:
        """The same among the products at these positions (None: all)."""
        if rows is None:
            return self.counts
        return np.bincount(self.index[rows], minlength=len(self.values))


@dataclass(frozen=True)
class Tags:
    """Tags by tag: `rows[starts[k]:starts[k + 1]]` are the positions of the products with tag `values[k]`."""

    values: np.ndarray
    starts: np.ndarray
    rows: np.ndarray

    @classmethod
    def of(cls, tags, rows) -> "Tags":
        """From pairs sorted by tag, then row."""
        starts = np.flatnonzero(np.diff(tags, prepend=-1))
        return cls(tags[starts], np.append(starts, len(tags)).astype(np.int64), rows.astype(np.int32))

    @property
    def tags(self) -> np.ndarray:
        """The tag of each entry of `rows`."""
        return np.repeat(self.values, np.diff(self.starts))

    def mask(self, tag: int, size: int) -> np.ndarray:
        """Which of `size` products have a tag."""
        found = np.zeros(size, bool)
        place = int(np.searchsorted(self.values, tag))
        if place < len(self.values) and self.values[place] == tag:
            found[self.rows[self.starts[place] : self.starts[place + 1]]] = True
        return found

    def counted(self, mask) -> np.ndarray:
        """How many products of a mask (None: all) have each tag of `values`."""
        if mask is None or not len(self.values):
            return np.diff(self.starts)
        return np.add.reduceat(mask[self.rows], self.starts[:-1], dtype=np.int64)


@dataclass(frozen=True)
class Columns:
    """Listed products, newest first. `orders` are positions by value, people and name; see reading for the units."""

    ids: np.ndarray
    region: Coded
    category: Coded
    year: Coded
    kind: Coded
    supplier: Coded
    until: np.ndarray
    listed_at: np.ndarray
    people: np.ndarray
    value: np.ndarray
    names: np.ndarray
    tags: Tags
    orders: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.ids)

    @property
    def membership(self) -> tuple[int, int]:
        """See reading.membership."""
        return len(self.ids), int(self.ids.sum())

    def merged(self, batch: Batch, changed: np.ndarray) -> "Columns":
        """These products without those `changed` (ids), and with those of the batch as they are now."""
        kept = ~np.isin(self.ids, changed)
        order = _newest_first(self, batch, kept)
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        columns = {
            name: np.concatenate([getattr(self, name)[kept], getattr(batch, name).astype(kind)])[order]
            for name, kind in PLAIN.items()
        }
        columns |= {name: getattr(self, name).merged(kept, getattr(batch, name), order) for name in CODED}
        columns["names"] = np.concatenate([self.names[kept], batch.names])[order]
        moved = np.full(len(self), -1, np.int32)
        moved[kept] = place[: int(kept.sum())]
        fresh = place[int(kept.sum()) :]
        columns["tags"] = _merged_tags(self, batch, moved, columns["ids"])
        keys = {"value": -columns["value"], "people": -columns["people"], "name": columns["names"]}
        columns["orders"] = {
            name: _reordered(self.orders[name], moved, np.sort(fresh), key) for name, key in keys.items()
        }
        return Columns(**columns)


def empty() -> Columns:
    """No products."""
    nothing = np.empty(0, np.int64)
    codes = Coded(nothing, nothing.astype(np.int32))
    return Columns(
        **{name: nothing.astype(kind) for name, kind in PLAIN.items()},
        **dict.fromkeys(CODED, codes),
        names=np.empty(0, NAME_KEY),
        tags=Tags(nothing, np.zeros(1, np.int64), nothing.astype(np.int32)),
        orders={name: nothing.astype(np.int32) for name in ("value", "people", "name")},
    )


def _newest_first(old, batch, kept) -> np.ndarray:
    """The order of kept and added rows by time and id, both descending."""
    times = -np.concatenate([old.listed_at[kept], batch.listed_at])
    ids = -np.concatenate([old.ids[kept], batch.ids])
    if len(batch.ids) * 4 > len(times):
        return np.lexsort([ids, times])
    # What was kept is in order already, which a stable sort sees; only rows of an added row's time need a look.
    order = np.argsort(times, kind="stable")
    in_order = times[order]
    for time in np.unique(-batch.listed_at):
        start, end = np.searchsorted(in_order, time, "left"), np.searchsorted(in_order, time, "right")
        if end - start > 1:
            ties = order[start:end]
            order[start:end] = ties[np.argsort(ids[ties])]
    return order


def _reordered(order, moved, fresh, key) -> np.ndarray:
    """Positions sorted by `key`, newest first among equals, from the order that held before `moved`."""
    held = moved[order]
    candidates = np.concatenate([held[held >= 0], fresh])
    if len(fresh) * 4 > len(candidates):
        return np.argsort(key, kind="stable").astype(np.int32)
    in_key = key[candidates]
    sort = np.argsort(in_key, kind="stable")
    result, in_key = candidates[sort], in_key[sort]
    for value in np.unique(key[fresh]):
        start, end = np.searchsorted(in_key, value, "left"), np.searchsorted(in_key, value, "right")
        result[start:end].sort()
    return result.astype(np.int32)


def _merged_tags(old, batch, moved, ids) -> Tags:
    tags, rows = old.tags.tags, moved[old.tags.rows]
    tags, rows = tags[rows >= 0], rows[rows >= 0]
    added, of = batch.tags.T
    by_id = np.argsort(ids, kind="stable") if len(of) else ids
    at = np.searchsorted(ids, of, sorter=by_id) if len(of) else of
    # A tag of a product that is not listed, or that was listed between the two questions.
    known = at < len(ids)
    known[known] = ids[by_id[at[known]]] == of[known]
    added, new_rows = added[known], by_id[at[known]] if len(of) else of
    size = max(len(ids), 1)
    keys, fresh = tags * size + rows, np.unique(added * size + new_rows)
    merged = np.insert(keys, np.searchsorted(keys, fresh), fresh)
    return Tags.of(merged // size, merged % size)
