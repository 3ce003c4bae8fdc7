"""What the catalogue's pages read."""

from catalog.queries.shown import product_page

__all__ = ["product_page"]
