"""Reads of trade records that need more than one queryset word."""

from activities.trade.queries.cuts import breakdown
from activities.trade.queries.flags import flags
from activities.trade.queries.lists import neighbours, page, selection
from activities.trade.queries.shown import evidence, fact_labels, fact_rows, shown_value, subject
from activities.trade.queries.totals import totals

__all__ = [
    "breakdown",
    "evidence",
    "fact_labels",
    "fact_rows",
    "flags",
    "neighbours",
    "page",
    "selection",
    "shown_value",
    "subject",
    "totals",
]
