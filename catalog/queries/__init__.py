"""What the catalogue's pages read."""

from catalog.queries.shown import directory, facts_of, product_page, related, with_cards
from catalog.queries.suppliers import counts_of, products_of, public_supplier, standing_of
from catalog.queries.timeline import timeline
from catalog.queries.validity import Answer, Validity, validity
from catalog.queries.verifying import Found, verify

__all__ = [
    "Answer",
    "Found",
    "Validity",
    "counts_of",
    "directory",
    "facts_of",
    "product_page",
    "products_of",
    "public_supplier",
    "related",
    "standing_of",
    "timeline",
    "validity",
    "verify",
    "with_cards",
]
