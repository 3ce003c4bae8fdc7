"""Rich text as a reader sees it, with the way back into its HTML."""

import html
import re

from core import personal

_PIECES = re.compile(r"<!--.*?-->|<[^>]*>|&#?\w+;|[^<&]+|.", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|h\d|table|tr|td|th|blockquote|section|figure|figcaption)\b", re.IGNORECASE
)
_SPOKEN_LINK = re.compile(r"""href\s*=\s*["'](?:tel|sms|mailto):([^"']*)""", re.IGNORECASE)


def words_of(source: str) -> str:
    """The words of HTML, a line per block; what tags cut in two stands together again; numbers to call are added."""
    text, _places = _read(source)
    called = "\n".join(_SPOKEN_LINK.findall(source))
    return f"{text}\n{called}" if called else text


def mask_html(source: str, allowed: frozenset[str] = frozenset()) -> str:
    """The same HTML with every number of a person masked that is not allowed."""
    text, places = _read(source)
    signs = list(source)
    for hit in personal.find(text):
        if hit.digits in allowed:
            continue
        for at in personal.hidden_positions(text, hit):
            start, end = places[at]
            signs[start:end] = ["*", *[""] * (end - start - 1)]
    return _SPOKEN_LINK.sub(lambda match: _mask_call(match, allowed), "".join(signs))


def _mask_call(match, allowed):
    return match.group().replace(match.group(1), mask(match.group(1), allowed))


def mask(text: str, allowed: frozenset[str] = frozenset()) -> str:
    """Plain text with every number of a person masked that is not allowed."""
    return personal.mask(text, [hit for hit in personal.find(text) if hit.digits not in allowed])


def _read(source) -> tuple[str, list[tuple[int, int]]]:
    signs, places = [], []
    for piece in _PIECES.finditer(source):
        words, start, end = piece.group(), piece.start(), piece.end()
        if words.startswith("<") and len(words) > 1:
            words = "\n" if _BLOCK.match(words) else ""
            spans = [(start, end)] * len(words)
        elif words.startswith("&") and len(words) > 1:
            words = html.unescape(words)
            spans = [(start, end)] * len(words)
        else:
            spans = [(at, at + 1) for at in range(start, end)]
        signs.append(words)
        places += spans
    return "".join(signs), places
