"""What lower rooms put on the front page: newly certified products, notices open for objection.

A shelf is a template and what it shows; the front page shows the shelves that hold something, in the order given.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Shelf:
    """A section of the front page: `rows()` is what `template` shows as `rows`; `order` says how far up it stands."""

    key: str
    template: str
    rows: Callable[[], list]
    order: int = 50


_shelves: dict[str, Shelf] = {}


def register(key: str, template: str, rows: Callable[[], list], *, order: int = 50) -> None:
    """Put a shelf on the front page; called from an app's `ready`."""
    _shelves[key] = Shelf(key, template, rows, order)


def filled() -> list[dict]:
    """The shelves that hold something, with their rows."""
    found = [
        {"template": shelf.template, "rows": shelf.rows()}
        for shelf in sorted(_shelves.values(), key=lambda shelf: shelf.order)
    ]
    return [shelf for shelf in found if shelf["rows"]]
