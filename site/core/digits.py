"""Digits as people write them: brought to one form, with the way back to where they stood."""

import re
import unicodedata
from dataclasses import dataclass, field

from stdnum import luhn
from stdnum.cn import ric

_LETTERS = {ord(sign): "X" for sign in "xXｘＸ×ХхΧχ✕✖"}
_DASHES = {ord(sign): "-" for sign in "‐‑‒–—―−﹣－﹘~～"}
_DOTS = {ord(sign): "." for sign in "·•・．。｡∙⋅"}
_BLANKS = dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288, 10240, 12644), " ")
_OTHERS = {ord("（"): "(", ord("）"): ")", ord("／"): "/", ord("＿"): "_", ord("＋"): "+"}


def _every_digit() -> dict[int, str]:
    ranges = (range(0xB2, 0xBA), range(0x660, 0x1100), range(0x17E0, 0x1C60), range(0x2070, 0x24FF))
    ranges += (range(0x2776, 0x2794), range(0xA620, 0xAC00), range(0xFF10, 0xFF1A), range(0x1D7CE, 0x1D800))
    signs = {code: unicodedata.digit(chr(code), None) for places in ranges for code in places}
    return {code: str(value) for code, value in signs.items() if value is not None}


_TO_PLAIN = {**_every_digit(), **_LETTERS, **_DASHES, **_DOTS, **_BLANKS, **_OTHERS}
# Nothing is seen of these: format characters, variation selectors, marks set on the character before.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)
_RUN = re.compile(r"\d(?:[ \-._/()]{0,3}\d){10,}(?:[ \-]?X(?![A-Za-z]))?")
_TOKEN = re.compile(r"\d+X?|X")
LONGEST = 19


def is_sign(sign: str) -> bool:
    """Whether this character is a digit, or the X of a check digit, however it is written."""
    return (sign.isascii() and sign.isdigit()) or _TO_PLAIN.get(ord(sign), "")[:1] in set("0123456789X") - {
        ""
    }


def id_check_digit(number: str) -> str:
    """The check digit that the first 17 digits of a resident ID number ask for (GB 11643)."""
    return ric.calc_check_digit(number)


def passes_luhn(number: str) -> bool:
    """Whether a card number's check digit is right."""
    return luhn.is_valid(number)


@dataclass(frozen=True)
class Plain:
    """A text in plain signs; `places` leads back where unseen characters were left out."""

    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same span in the text as it was given."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Digits, X, blanks, dashes and dots in their plain form, one sign for one; what is not seen is left out."""
    signs = text.translate(_TO_PLAIN) if not text.isascii() else text.replace("x", "X")
    if not _UNSEEN.search(signs):
        return Plain(signs)
    places = [at for at, sign in enumerate(signs) if not _UNSEEN.match(sign)]
    return Plain("".join(signs[at] for at in places), places)


@dataclass(frozen=True)
class Token:
    """Digits written in one piece."""

    start: int
    end: int
    digits: str


@dataclass
class Run:
    """Digits that stand near enough to each other to be one number, and what stands around them."""

    text: str
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)

    def windows(self, at: int):
        """(first, last, digits) of what may begin with a token, a calling code before it set aside; longest first."""
        head = self.tokens[at]
        if len(head.digits) in {13, 15} and (rest := _without_calling_code(head.digits)):
            self.tokens[at] = Token(head.end - 11, head.end, rest)
        found, number = [], ""
        for last in range(at, len(self.tokens)):
            number += self.tokens[last].digits
            if len(number) > LONGEST:
                break
            if len(number) >= 11:
                found.append((at, last + 1, number))
        return reversed(found)

    def shape(self, first: int, last: int) -> tuple[int, ...]:
        """How many digits stand together."""
        return tuple(len(token.digits) for token in self.tokens[first:last])

    def joined_by(self, first: int, last: int) -> set[str]:
        """The signs between the tokens."""
        pairs = zip(self.tokens[first : last - 1], self.tokens[first + 1 : last], strict=True)
        return {sign for left, right in pairs for sign in self.text[left.end : right.start]}

    def goes_on(self, first: int, last: int) -> bool:
        """Whether further digits of the run stand before or after."""
        return (first > 0 and not self.calling_code_before(first)) or last < len(self.tokens)

    def calling_code_before(self, first: int) -> bool:
        """Whether +86 stands before."""
        return first > 0 and self.tokens[first - 1].digits in {"86", "0086"}

    def before(self, first: int) -> str:
        """A few characters before a token."""
        start = self.tokens[first].start
        return self.text[max(0, start - 24) : start]

    def after(self, last: int) -> str:
        """A few characters after the last token."""
        end = self.tokens[last - 1].end
        return self.text[end : end + 24]

    def in_code(self, first: int, last: int, *, spoken=None) -> bool:
        """Whether letters written on to it make it part of a code; words that `spoken` knows do not."""
        before = re.search(r"[A-Za-z]+$", self.before(first))
        if before and not (spoken or _NAMES_AN_ID).search(before.group()):
            return True
        return bool(_LETTERS_AND_DIGITS.match(self.after(last)))


_NAMES_AN_ID = re.compile(r"(?:id|no|card)$", re.IGNORECASE)
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z]+\d")


def _without_calling_code(digits: str) -> str:
    match = re.fullmatch(r"(?:00)?86(1[3-9]\d{9})", digits)
    return match.group(1) if match else ""


def runs(text: Plain):
    """The runs of at least eleven digits of a plain text."""
    for match in _RUN.finditer(text.text):
        tokens = [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text.text, *match.span())]
        yield Run(text.text, match.start(), match.end(), tokens)
