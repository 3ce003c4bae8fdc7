"""What the home page says of the directory: its newest products and how much it holds (D21)."""

from dataclasses import dataclass

from catalog import columns
from catalog.queries.card import Card, cards


@dataclass(frozen=True, slots=True)
class Totals:
    """Living numbers: products listed, certified ones among them, suppliers they come from."""

    products: int
    certified: int
    suppliers: int


def newest(count: int, *, certified=None) -> list[Card]:
    """The products that entered the directory last, newest first; only certified (or ordinary) ones where told."""
    held = columns.current()
    filters = columns.Filters(certified=certified)
    return cards(columns.select(held.columns, filters, length=count).ids)


def totals() -> Totals:
    """What the directory holds now; no query but the one for its version."""
    held = columns.current().columns
    kinds = dict(zip(held.kind.values.tolist(), held.kind.counts.tolist(), strict=True))
    return Totals(len(held), kinds.get(1, 0), int((held.supplier.counts > 0).sum()))
