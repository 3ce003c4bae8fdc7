"""Reads that need more than one queryset word."""

from activities.queries.invariant import discrepancies
from activities.queries.lists import (
    beside,
    hydrate,
    listing,
    month_bounds,
    months,
    selection,
    story,
    with_cards,
)
from activities.queries.public import complaint_target, shown_of, to_be_public
from activities.queries.shown import evidence, fact_labels, fact_rows, shown_value, timeline

__all__ = [
    "beside",
    "complaint_target",
    "discrepancies",
    "evidence",
    "fact_labels",
    "fact_rows",
    "hydrate",
    "listing",
    "month_bounds",
    "months",
    "selection",
    "shown_of",
    "shown_value",
    "story",
    "timeline",
    "to_be_public",
    "with_cards",
]
