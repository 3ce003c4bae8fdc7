"""Numbers that name a person: resident IDs, mobiles, bank cards; found however they are written, and masked.

Looked for in text alone, without an opinion on who may show what. Full-width and other digits, zero-width characters
and separators hide nothing; amounts, document numbers, dates, credit codes, hotlines and office lines are passed by.
"""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from core import digits as written
from core.digits import Run

# To be raised when what is found changes: what was looked at before is then looked at again.
VERSION = 1


class Kind(StrEnum):
    """What a number is."""

    RESIDENT_ID = "resident_id"
    MOBILE = "mobile"
    BANK_CARD = "bank_card"


@dataclass(frozen=True)
class Found:
    """One number: its span in the text as it was given, its digits, and how it reads when masked."""

    kind: Kind
    start: int
    end: int
    digits: str
    masked: str


PROVINCES = frozenset(
    re.findall("..", "1112131415212223313233343536374142434445465051525354616263646571818283")
)
# How many digits stay readable at the beginning and at the end.
_KEPT = {Kind.RESIDENT_ID: (4, 2), Kind.MOBILE: (3, 4), Kind.BANK_CARD: (4, 4)}
_MOBILE = re.compile(r"1[3-9]\d{9}")
# The lengths and beginnings that anything has; asked first, because it is cheap.
_MAY_BE = re.compile(r"1[3-9]\d{9}|[1-8]\d{14}|[1-8]\d{16}[\dX]|[2-69]\d{12,18}")
_MOBILE_GROUPS = {(11,), (3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (5, 6), (3, 3, 5), (4, 4, 3), (1,) * 11}
_YEAR = re.compile(r"(19|20)\d\d")
# Words written on to a number without a space, as in “tel” before a mobile; other letters make it part of a code.
_SPOKEN = re.compile(r"(?:tel|phone|mobile|mob|cell|weixin|wechat|vx|wx|v|qq|m|t|id|no|card)$", re.IGNORECASE)
_UNITS = re.compile(r" ?(?:元(?!旦)|万|亿|公斤|千克|吨|斤|[kK][gG]|亩|%|％)|\.\d{1,2}(?!\d)")
_LABEL_OF_CODE = re.compile(r"(?:信用代码|税号|识别号|USCC)\D{0,6}$", re.IGNORECASE)
_LABEL_OF_SERIAL = re.compile(r"(?:注册号|执照|订单|流水|单号|编号|信用代码|条码|批号|证书|文号)\D{0,6}$")
_LABEL_OF_ID = re.compile(r"(?:身份证|公民身份|证件)\D{0,8}$")
_LABEL_OF_CARD = re.compile(r"(?:卡号|账号|账户|帐号|帐户|银行卡)\D{0,8}$")
_CARD = re.compile(
    r"62\d{14,17}|4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d)\d{12}"
    r"|9558\d{12}(?:\d{3})?|60(?:3\d|138)\d{12,15}"
)
_EARLIEST_OLD_ID = (
    30  # 15-digit numbers were given to people born before 1999; younger "dates" are days of files
)


def find(text: str, *, is_rounded: bool = False) -> list[Found]:
    """Every such number in the order of the text.

    `is_rounded`: the text is a number that a spreadsheet kept as a float; digits after the 15th are then lost, and
    what still shows a province and a birth date (or UnionPay's prefix) counts without its check digit.
    """
    plain = written.plain(text)
    found = []
    for run in written.runs(plain):
        at = 0
        while at < len(run.tokens):
            hit = _at(run, at, is_rounded)
            if hit is None:
                at += 1
                continue
            kind, first, last, number = hit
            start, end = plain.span(run.tokens[first].start, run.tokens[last - 1].end)
            found.append(Found(kind, start, end, number, _masked(text[start:end], number, kind)))
            at = last
    return found


def mask(text: str, found: list[Found] | None = None) -> str:
    """The text with the middle of each found number (all, unless told which) replaced by stars."""
    for hit in reversed(find(text) if found is None else found):
        text = text[: hit.start] + hit.masked + text[hit.end :]
    return text


def hidden_positions(text: str, hit: Found) -> list[int]:
    """Where in the text the digits stand that masking replaces."""
    return [hit.start + at for at in _middle(text[hit.start : hit.end], hit.digits, hit.kind)]


def _masked(piece, number, kind) -> str:
    hidden = set(_middle(piece, number, kind))
    return "".join("*" if at in hidden else sign for at, sign in enumerate(piece))


def _middle(piece, number, kind) -> list[int]:
    places = [at for at, sign in enumerate(piece) if written.is_sign(sign)]
    places = places[len(places) - len(number) :]
    head, tail = _KEPT[kind]
    return places[head : len(places) - tail]


def _at(run: Run, at: int, is_rounded: bool):
    """What begins with this token: kind, first and last token, digits; None when nothing does."""
    for first, last, number in run.windows(at):
        if not _MAY_BE.fullmatch(number):
            continue
        kind = _kind_of(run, first, last, number, is_rounded)
        if kind:
            return kind, first, last, number
    return None


def _kind_of(run, first, last, number, is_rounded):
    shape, before = run.shape(first, last), run.before(first)
    if len(number) == 18 and _is_resident_id(number, before, is_rounded) and not run.in_code(first, last):
        return Kind.RESIDENT_ID
    if len(number) == 15 and shape in {(15,), (6, 6, 3)} and _is_old_id(number, before):
        return None if run.in_code(first, last) else Kind.RESIDENT_ID
    if _is_mobile(run, first, last, number, shape):
        return Kind.MOBILE
    if _is_card(run, first, last, number, shape, is_rounded):
        return Kind.BANK_CARD
    return None


def _is_resident_id(number, before, is_rounded) -> bool:
    if number[:2] not in PROVINCES or not _is_birth_date(number[6:14]):
        return False
    if is_rounded and number.endswith("000"):
        return True
    if number[-1] != written.id_check_digit(number) or not number[:17].isdigit():
        return False
    return not _LABEL_OF_CODE.search(before)


def _is_old_id(number, before) -> bool:
    if not number.isdigit() or number[:2] not in PROVINCES or not _is_birth_date("19" + number[6:12]):
        return False
    if _LABEL_OF_ID.search(before):
        return True
    return int(number[6:8]) >= _EARLIEST_OLD_ID and not _LABEL_OF_SERIAL.search(before)


def _is_birth_date(digits) -> bool:
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return datetime.date(1900, 1, 1) <= day <= datetime.date.today()


def _is_mobile(run, first, last, number, shape) -> bool:
    if not _MOBILE.fullmatch(number) or shape not in _MOBILE_GROUPS:
        return False
    if shape == (11,):
        return not run.in_code(first, last, spoken=_SPOKEN) and not _UNITS.match(run.after(last))
    if shape == (1,) * 11:
        return len(run.tokens) == 11 or run.calling_code_before(first)
    parts = [token.digits for token in run.tokens[first:last]]
    if shape == (3, 8):
        return not (_YEAR.match(parts[1]) and _is_birth_date(parts[1]))
    if all(_YEAR.fullmatch(part) for part in parts if len(part) == 4):
        return False
    return not (run.joined_by(first, last) - {" "} and run.goes_on(first, last))


def _is_card(run, first, last, number, shape, is_rounded) -> bool:
    if not _CARD.fullmatch(number):
        return False
    is_named = bool(_LABEL_OF_CARD.search(run.before(first)))
    if is_rounded and number.startswith("62") and not number[15:].strip("0"):
        return True
    if not written.passes_luhn(number) or run.in_code(first, last, spoken=_SPOKEN):
        return False
    # A region's code and a year: a certificate's or document's number, not a card.
    if number[:2] in PROVINCES and 2010 <= int(number[6:10]) <= 2039 and not is_named:
        return False
    if len(shape) == 1:
        return is_named or not _UNITS.match(run.after(last))
    is_grouped = (set(shape[:-1]) == {4} and shape[-1] <= 4) or shape[0] == 6 or shape == (4, 6, 5)
    alone = number.startswith("62") or is_named or not run.goes_on(first, last)
    return is_grouped and alone
