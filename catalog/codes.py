"""Codes of products and the keys their names are sorted by."""

import secrets

from django.db.models import CharField, F, Func

# Without the letters and digits that look alike (0 o, 1 i l), lower case as in an address.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 8
# On PostgreSQL and SQLite alike, well under what one statement may carry.
_ASKED_AT_ONCE = 500

# What a certificate number may be written with or without.
DIVIDERS = " -—–·()（）[]〔〕【】"


def number_key(number: str) -> str:
    """A certificate number as it is compared: capital letters, without blanks, dashes and brackets."""
    return "".join(letter for letter in number.upper() if letter not in DIVIDERS)


class NumberKey(Func):
    """`number_key` in SQL over the column, in literals, so that both databases find the index over it."""

    output_field = CharField()
    template = (
        "UPPER("
        + "REPLACE(" * len(DIVIDERS)
        + "%(expressions)s"
        + "".join(f", '{d}', '')" for d in DIVIDERS)
        + ")"
    )

    def __init__(self, column="certificate_number"):
        super().__init__(F(column))


def fresh_codes(count: int, is_taken=None) -> list[str]:
    """So many different codes that no product has; `is_taken(codes) -> set` answers from the table unless given."""
    is_taken = is_taken or _taken
    found: set[str] = set()
    while len(found) < count:
        wanted = min(count - len(found), _ASKED_AT_ONCE)
        tried = {"".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(wanted)}
        found |= tried - is_taken(tried)
    return list(found)


def _taken(codes) -> set[str]:
    from catalog.models import ProductPage

    return set(ProductPage.objects.filter(code__in=codes).values_list("code", flat=True))


def name_key(title: str) -> str:
    """What a name is sorted by: its pinyin syllable for syllable, so that 黑木耳 stands before 黑山羊."""
    from pypinyin import lazy_pinyin  # 55 MB of dictionaries, read on the first word only

    return " ".join(lazy_pinyin(title)).lower()[:160]
