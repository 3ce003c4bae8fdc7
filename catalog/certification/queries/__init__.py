"""Reads of certification: terms in force, what reviewers compare, what is printed."""

from catalog.certification.queries.found import (
    awaiting_stations,
    directories_over,
    material_kinds,
    open_rounds,
    row_label,
    shown_of,
    stations_near,
    terms_for,
    terms_of,
)
from catalog.certification.queries.renewal import due_for_renewal, renewal_window

__all__ = [
    "awaiting_stations",
    "directories_over",
    "due_for_renewal",
    "material_kinds",
    "open_rounds",
    "renewal_window",
    "row_label",
    "shown_of",
    "stations_near",
    "terms_for",
    "terms_of",
]
