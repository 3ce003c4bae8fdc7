"""The verbs of the catalogue, the only door to a product's facts and standing.

Persons use `list_product`, `delist_product`, `relist_product`: these ask the rules. Processes of upper floors, the
importer and timers use the set-wise ones, which ask none: `by=None` is the system.
"""

from catalog.actions.change import change_facts, record_sales
from catalog.actions.create import ProductDraft, create_products
from catalog.actions.decide import delist_product, list_product, relist_product
from catalog.actions.standing import expire_listings, prolong, put_back, put_on_list, take_off_list
from catalog.actions.writing import add_events, add_history

__all__ = [
    "ProductDraft",
    "add_events",
    "add_history",
    "change_facts",
    "create_products",
    "delist_product",
    "expire_listings",
    "list_product",
    "prolong",
    "put_back",
    "put_on_list",
    "record_sales",
    "relist_product",
    "take_off_list",
]
