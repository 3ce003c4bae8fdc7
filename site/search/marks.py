"""Marking in a text what a query found there, by characters, by sound and by initials; everything escaped."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search import pinyin
from search.texts import HAN, normal

LIMIT = 400


def marked(text: str, readings: Iterable) -> SafeString:
    """The text with <mark> around what these (text, reading) pairs of a result mean in it."""
    shown = text[:LIMIT]
    plain = normal(shown)
    if len(plain) != len(shown):
        # A character that becomes several when it is made comparable: places could not be told.
        plain = shown.lower()
    hit = [False] * len(shown)
    for typed, reading in readings:
        for start, end in _places(plain, typed, reading):
            hit[start:end] = [True] * (end - start)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(shown, hit)))


def _places(plain, typed, reading):
    if reading.kind in {"word", "loose"}:
        yield from _of_characters(plain, typed)
        return
    if typed.isascii():
        yield from _of_characters(plain, typed)
    if reading.kind == "initials":
        yield from _of_sounds(plain, tuple(typed))
    for syllables in reading.syllables:
        yield from _of_sounds(plain, syllables)


def _of_characters(plain, wanted):
    start = plain.find(wanted)
    while wanted and start >= 0:
        yield start, start + len(wanted)
        start = plain.find(wanted, start + len(wanted))


def _of_sounds(plain, wanted):
    """Runs of characters whose syllables are these; the last one may only have begun."""
    heard = _syllables(plain)
    for start in range(len(plain) - len(wanted) + 1):
        run = heard[start : start + len(wanted)]
        if all(_is_heard(sound, part, wanted) for sound, part in zip(run, wanted, strict=True)):
            yield start, start + len(wanted)


def _is_heard(sound, part, wanted) -> bool:
    if all(len(one) == 1 for one in wanted) and len(wanted) > 1:
        return sound.startswith(part)
    is_last = part is wanted[-1] and part not in pinyin.SYLLABLES
    return sound.startswith(part) if is_last else sound == part


def _syllables(plain) -> list[str]:
    """A syllable for each character; "" where there is none."""
    heard: list[str] = []
    start = 0
    while start < len(plain):
        end = start
        while end < len(plain) and _is_han(plain[end]):
            end += 1
        if end > start:
            heard += pinyin.read(plain[start:end])
            start = end
        else:
            heard.append("")
            start += 1
    return heard


def _is_han(char) -> bool:
    return (char >= "\u3400" and any(low <= char <= high for low, high in _HAN_RANGES)) or char == "〇"


_HAN_RANGES = [(HAN[at], HAN[at + 2]) for at in range(0, len(HAN) - 1, 3)]


def _pieces(shown, hit):
    start = 0
    while start < len(shown):
        end = start
        while end < len(shown) and hit[end] == hit[start]:
            end += 1
        piece = shown[start:end]
        yield format_html("<mark>{}</mark>", piece) if hit[start] else piece
        start = end
