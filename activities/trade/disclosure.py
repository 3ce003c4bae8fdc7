"""What of a breakdown may be public: no cell of fewer than three reporters, shown or derivable (issue 5)."""

from dataclasses import dataclass, field
from decimal import Decimal

# A figure of fewer reporters tells each of them, and everybody else, what the others trade.
FEWEST_REPORTERS = 3


@dataclass(frozen=True)
class Cell:
    """One part of a total. `amount` is yuan."""

    key: str
    name: str
    amount: Decimal
    records: int
    reporters: int


@dataclass(frozen=True)
class Published:
    """A breakdown as the public sees it. `others` is the amount (yuan) of what is folded; None if nothing is."""

    shown: list[Cell] = field(default_factory=list)
    others: Decimal | None = None


def fold_small(cells: list[Cell], total_reporters: int) -> Published:
    """Fold small cells into others, and the next smallest with them until others betray nobody.

    Whoever knows the total derives others; so others hold at least two cells, one of them of three reporters or more.
    Of a total of fewer than three reporters nothing is published. Cells come largest amount first.
    """
    if total_reporters < FEWEST_REPORTERS:
        return Published()
    shown = sorted((cell for cell in cells if cell.reporters >= FEWEST_REPORTERS), key=_size, reverse=True)
    folded = [cell for cell in cells if cell.reporters < FEWEST_REPORTERS]
    if not folded:
        return Published(shown)
    if shown:
        folded.append(shown.pop())
    return Published(shown, sum((cell.amount for cell in folded), Decimal(0)))


def _size(cell):
    return cell.amount, cell.key
