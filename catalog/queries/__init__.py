"""What the catalogue's pages read."""

from catalog.queries.card import Card, cards, drawn, supplier_names
from catalog.queries.directory import Totals, newest, totals
from catalog.queries.found import found_by
from catalog.queries.shown import facts_of, index_page, newly_certified, product_page, related, with_cards
from catalog.queries.suppliers import counts_of, products_of, public_supplier, standing_of
from catalog.queries.timeline import timeline
from catalog.queries.validity import Answer, Validity, validity
from catalog.queries.verifying import Found, verify

__all__ = [
    "Answer",
    "Card",
    "Found",
    "Totals",
    "Validity",
    "cards",
    "counts_of",
    "drawn",
    "facts_of",
    "found_by",
    "index_page",
    "newest",
    "newly_certified",
    "product_page",
    "products_of",
    "public_supplier",
    "related",
    "standing_of",
    "supplier_names",
    "timeline",
    "totals",
    "validity",
    "verify",
    "with_cards",
]
