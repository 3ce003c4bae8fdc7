"""No public figure of fewer than three reporters: not shown, not derivable from the total."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.trade.disclosure import FEWEST_REPORTERS, Cell, fold_small


def cells(*sizes):
    return [
        Cell(str(n), str(n), Decimal(amount), reporters, reporters)
        for n, (amount, reporters) in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "reporters", "shown", "others"),
    [
        ([], 0, [], None),
        ([(10, 2)], 2, [], None),
        ([(10, 1), (20, 1)], 2, [], None),
        ([(10, 3)], 3, ["0"], None),
        ([(10, 3), (20, 4)], 7, ["1", "0"], None),
        # One small cell takes the next smallest with it.
        ([(10, 1), (50, 3), (20, 4)], 8, ["1"], 30),
        # Two small ones could be two reporters in all, who know one another's figure.
        ([(10, 1), (5, 1), (50, 3), (20, 4)], 9, ["2"], 35),
        # Nothing large enough to hide behind is left over: only the total is.
        ([(10, 2), (50, 3)], 5, [], 60),
        ([(10, 2), (50, 2)], 3, [], 60),
    ],
)
def test_folding_truth_table(sizes, reporters, shown, others):
    found = fold_small(cells(*sizes), reporters)
    assert ([cell.key for cell in found.shown], found.others) == (shown, others)


# Nine reporters as bits: drawn much faster than sets of them.
groups = st.lists(st.tuples(st.integers(1, 511), st.integers(1, 1000)), min_size=1, max_size=8)


@settings(deadline=None)
@given(groups)
def test_no_figure_shown_or_derived_is_of_few_reporters(drawn):
    parts = [({n for n in range(9) if bits >> n & 1}, amount) for bits, amount in drawn]
    everybody = set().union(*(who for who, _amount in parts))
    made = cells(*((amount, len(who)) for who, amount in parts))
    found = fold_small(made, len(everybody))
    if len(everybody) < FEWEST_REPORTERS:
        assert (found.shown, found.others) == ([], None)
        return
    kept = {int(cell.key) for cell in found.shown}
    assert all(len(parts[n][0]) >= FEWEST_REPORTERS for n in kept)
    rest = [parts[n] for n in range(len(parts)) if n not in kept]
    # Total less what is shown is the one equation the public has about the rest.
    assert sum(amount for _who, amount in rest) == (found.others or 0)
    if rest:
        assert len(rest) > 1
        assert len(set().union(*(who for who, _amount in rest))) >= FEWEST_REPORTERS
