"""What the catalogue's pages read."""

from catalog.queries.card import Card, cards, supplier_names
from catalog.queries.directory import Totals, newest, totals
from catalog.queries.found import found_by
from catalog.queries.shown import product_page

__all__ = ["Card", "Totals", "cards", "found_by", "newest", "product_page", "supplier_names", "totals"]
