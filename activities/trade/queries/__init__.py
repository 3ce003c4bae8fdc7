"""Reads of trade records that need more than one queryset word."""

from activities.trade.queries.shown import fact_labels, shown_value, subject

__all__ = ["fact_labels", "shown_value", "subject"]
