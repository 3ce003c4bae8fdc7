"""Reads of notices that need more than one queryset word."""

from catalog.notices.queries.invariant import (
    fresh_slug,
    is_calendar_confirmed,
    seat_of_answer,
    seats_of,
    waiting,
    with_standing_lines,
)
from catalog.notices.queries.public import open_for_objection, selection, with_days_left, years
from catalog.notices.queries.sheet import name_places, sheet, status_of
from catalog.notices.queries.shown import to_be_public

__all__ = [
    "fresh_slug",
    "is_calendar_confirmed",
    "name_places",
    "open_for_objection",
    "seat_of_answer",
    "seats_of",
    "selection",
    "sheet",
    "status_of",
    "to_be_public",
    "waiting",
    "with_days_left",
    "with_standing_lines",
    "years",
]
