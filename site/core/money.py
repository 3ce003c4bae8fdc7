"""Money is yuan in Decimal(16, 2); people type and read it in 元, 万元 or 亿元."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

YUAN, WAN, YI = "元", "万元", "亿元"
UNITS = {YUAN: Decimal(1), WAN: Decimal(10_000), YI: Decimal(100_000_000)}
UNIT_LABELS = {YUAN: _("yuan"), WAN: _("ten thousand yuan"), YI: _("hundred million yuan")}
UNIT_CHOICES = list(UNIT_LABELS.items())

# What Decimal(16, 2) can hold.
TOO_MUCH = Decimal(10) ** 14
CENT = Decimal("0.01")
# 1234567.8, 1,234,567.8 or 123,4567.8; nothing else, so that a slipped comma is not read as another amount.
NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+)(\.\d+)?|\.\d+", re.ASCII)
WRITTEN_UNITS = (("亿元", YI), ("亿", YI), ("万元", WAN), ("万", WAN), ("元", YUAN))


def to_yuan(text, unit: str = YUAN, *, allow_negative: bool = False) -> Decimal:
    """Yuan (two decimals) of what was typed in a box whose unit is `unit`; a unit typed behind the number wins.

    Full-width digits, spaces and thousands separators are accepted. Raises ValidationError with one sentence.
    """
    plain = _plain(text).removeprefix("¥").removeprefix("¥")
    for ending, written in WRITTEN_UNITS:
        if plain.endswith(ending):
            plain, unit = plain.removesuffix(ending), written
            break
    yuan = _number(plain, allow_negative=allow_negative) * UNITS[unit]
    if abs(yuan) >= TOO_MUCH:
        raise ValidationError(_("This amount is too large."), code="too_large")
    if yuan != yuan.quantize(CENT):
        raise ValidationError(_("Give the amount to the fen at most, nothing finer."), code="too_fine")
    return yuan.quantize(CENT)


def to_count(text, *, most: int = 2_000_000_000) -> int:
    """A whole number of things or people as typed. Raises ValidationError with one sentence."""
    number = _number(_plain(text), allow_negative=False)
    if number != number.to_integral_value():
        raise ValidationError(_("Give a whole number."), code="not_whole")
    if number > most:
        raise ValidationError(_("This number is too large."), code="too_large")
    return int(number)


def in_unit(yuan, unit: str) -> Decimal:
    """The amount in `unit`, exact and without trailing zeros: 12500 yuan are 1.25 in 万元."""
    amount = (Decimal(yuan) / UNITS[unit]).normalize()
    return amount if amount.as_tuple().exponent <= 0 else amount.quantize(Decimal(1))


def readable(yuan) -> str:
    """For reading, in the largest unit that fits, two decimals at most: 1.23亿元, 12.5万元, 300元."""
    amount = Decimal(yuan)
    unit = YI if abs(amount) >= UNITS[YI] else WAN if abs(amount) >= UNITS[WAN] else YUAN
    number = spaced(in_unit(amount, unit).quantize(CENT, ROUND_HALF_UP), trim=True)
    if unit == YI:
        return gettext("%(number)s hundred million yuan") % {"number": number}
    if unit == WAN:
        return gettext("%(number)s ten thousand yuan") % {"number": number}
    return gettext("%(number)s yuan") % {"number": number}


def spaced(number: Decimal, *, trim: bool = False) -> str:
    """With thousands separators, as official tables print them; `trim` drops zeros behind the decimal point."""
    if trim:
        number = in_unit(number, YUAN)
    return f"{number:,}"


def _plain(text) -> str:
    # NFKC turns full-width digits, commas, points and the full-width ￥ into their plain forms.
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text)))


def _number(plain: str, *, allow_negative: bool) -> Decimal:
    is_negative = plain.startswith(("-", "−"))
    digits = plain[1:] if is_negative else plain
    if len(digits) > 40 or not NUMBER.fullmatch(digits):
        raise ValidationError(_("Give a number, in digits."), code="not_a_number")
    if is_negative and not allow_negative:
        raise ValidationError(_("This must not be less than zero."), code="negative")
    number = Decimal(digits.replace(",", ""))
    return -number if is_negative else number
