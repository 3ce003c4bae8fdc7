"""The facts of a record: what is decided on, copied into a correction and frozen after submission."""

import re
import unicodedata

# Columns that the reporter gives, as they stand on the row; `remarks` are words.
FACTS = (
    "direction",
    "entry",
    "is_direct",
    "origin_id",
    "category_id",
    "product_name",
    "product_id",
    "quantity",
    "unit_id",
    "amount",
    "traded_on",
    "buyer",
    "seller",
)
# What a repeated purchase takes over from a former one: all but the day, the amount and how much it was.
REMEMBERED = (
    "direction",
    "is_direct",
    "origin_id",
    "category_id",
    "product_name",
    "product_id",
    "unit_id",
    "buyer",
    "seller",
)


def product_key(name: str) -> str:
    """A product's name as it is compared: full-width forms made plain, no spaces, no marks, small letters."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", plain)[:80] or re.sub(r"\s+", "", plain)[:80]


def number_key(number: str) -> str:
    """A voucher's number as it is compared: letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", number).upper())[:60]


def copy(source, target, names=FACTS):
    """Copy facts from one record to another."""
    for name in names:
        setattr(target, name, getattr(source, name))


def read(record) -> dict:
    """Facts by name as plain JSON values."""
    found = {}
    for name in FACTS:
        value = getattr(record, name)
        found[name] = value if value is None or isinstance(value, bool | int) else str(value)
    # 1.500 吨 and 1.5 吨 are the same fact.
    for name in ("quantity", "amount"):
        value = getattr(record, name)
        found[name] = None if value is None else f"{value.normalize():f}"
    return found
