"""From what somebody typed or scanned to the product it stands for, or to hints why there is none."""

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from catalog.codes import ALPHABET, LENGTH, NumberKey, number_key
from catalog.models import ProductPage
from catalog.queries.validity import Validity, unknown, validity
from catalog.states import SHOWN

# Longer than any number or address of ours: not worth a look.
LONGEST = 300
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc_]")


@dataclass(frozen=True)
class Found:
    """The answer to one question: the number as understood, the product (None if unknown) and what is said of it."""

    asked: str
    validity: Validity
    product: ProductPage | None = None
    hints: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """As printed: half-width, without blanks, one kind of dash; of a scanned address only its last part."""
    text = unicodedata.normalize("NFKC", text).replace("\x00", "")
    text = re.sub(r"\s+|\u200b|\ufeff", "", _DASHES.sub("-", text))
    if "://" in text or "/verify/" in text or "/products/" in text:
        text = urlsplit(text).path.rstrip("/").rpartition("/")[2]
    return text


def verify(text: str) -> Found:
    """Look a certificate number, a product's code or a scanned address up. Tells nothing of what never was listed."""
    asked = plain(text)
    product = _by_code(asked) or _by_number(asked)
    if product is None:
        return Found(asked, unknown(), hints=_hints(asked))
    return Found(asked, validity(product), product)


def _shown():
    return ProductPage.objects.filter(standing__in=SHOWN).select_related("supplier", "region", "certified_by")


def _by_code(asked):
    code = asked.replace("-", "")
    return _shown().filter(code__in=[code.lower(), code.upper()]).first() if len(code) == LENGTH else None


def _by_number(asked):
    key = number_key(asked)
    return _shown().annotate(number_key=NumberKey()).filter(number_key=key).first() if key else None


def _hints(asked) -> list[str]:
    hints = [_("Compare it with the label, character by character.")]
    if set("0o1il") & set(asked.lower()) and len(asked) == LENGTH:
        hints.append(_("Codes hold neither the letters o, i and l nor the digits 0 and 1."))
    if not re.search(r"\d", asked) and not set(asked.lower()) <= set(ALPHABET):
        hints.append(_("Type the number, not the name; products are found by name in the directory."))
    hints.append(_("A product that has not been entered in the directory yet is not found here."))
    return hints
