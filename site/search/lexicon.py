"""Words: how a run of Chinese characters is cut, so that 海参 is found in 威海海参 and not in 上海参茸.

Known are the words of `data/words.txt`, the names of regions, and what sources register; all of it ships with the
code, so that texts and queries are cut alike in every process. What is unknown stays together as one word.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from regions.names import short_name
from regions.reference import DATA as REGION_DATA
from search import pinyin, sources
from search.texts import lines_of, normal, words_in

# A word costs one, a name of a place a little less, an object's own names less still, a known word of one character
# more, a lone character the most: the cheapest cut wins, and of equal ones the one whose first word is longer.
_WORD, _PLACE, _OWN, _CHARACTER, _LONE = 1.0, 0.9, 0.6, 1.3, 1.6


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a text. `is_place`: a region's name, found as a whole only. `is_known`: stands in the lexicon."""

    text: str
    is_known: bool = False
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """nouns: word -> the characters and pairs of it that mean nothing alone. places: name -> its pinyin.

    costs: word -> what it costs in a cut. lengths: first character -> how long the words are that begin with it.
    """

    nouns: dict[str, frozenset[str]]
    places: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    by_pinyin: dict[str, tuple[str, ...]]
    costs: dict[str, float]
    lengths: dict[str, frozenset[int]]


@cache
def lexicon() -> Lexicon:
    """All words, read once per process."""
    nouns = dict(_nouns())
    synonyms = _synonyms()
    for word in [*synonyms, *(normal(w) for source in sources.all_sources() for w in source.words())]:
        nouns.setdefault(word, frozenset())
    places = _places()
    by_pinyin: dict[str, list[str]] = {}
    for word in nouns:
        if len(word) > 1 and not word.isascii():
            by_pinyin.setdefault("".join(pinyin.read(word)), []).append(word)
    for name, letters in places.items():
        by_pinyin.setdefault(letters, []).append(name)
    costs = {word: _WORD if len(word) > 1 else _CHARACTER for word in nouns} | dict.fromkeys(places, _PLACE)
    return Lexicon(
        nouns,
        places,
        synonyms,
        {letters: tuple(words) for letters, words in by_pinyin.items()},
        costs,
        _lengths(costs),
    )


def _lengths(words) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: frozenset(lengths) for first, lengths in found.items()}


def forget():
    """Read the words again when they are next asked for (tests that register sources)."""
    for remembered in (lexicon, cut, reading):
        remembered.cache_clear()


def _nouns():
    for entry in words_in("words.txt"):
        word, _, apart = entry.partition("-")
        yield word, frozenset([*apart, *("".join(pair) for pair in pairwise(apart))])


def _synonyms():
    return {
        word: tuple(other for other in group if other != word)
        for group in (line.split() for line in lines_of("synonyms.txt"))
        for word in group
    }


def _places():
    """Full and short names of all provinces, prefectures and counties, with the table's own readings."""
    found: dict[str, str] = {}
    with (REGION_DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "heading":
                continue
            name, short = row["name"], short_name(row["name"])
            found.setdefault(name, row["pinyin"])
            if short != name:
                rest = "".join(pinyin.read(name.removeprefix(short)))
                found.setdefault(short, row["pinyin"].removesuffix(rest))
    return found


@lru_cache(maxsize=2_000)
def cut(run: str, own: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words of a run of Chinese characters; `own` are names that belong to its object and stay whole."""
    known, size = lexicon(), len(run)
    costs, lengths, kept = known.costs, known.lengths, dict.fromkeys(own, _OWN)
    # best[i]: (cost, minus the first word's length) of the text from i on.
    best: list[tuple[float, int]] = [(0.0, 0)] * (size + 1)
    for start in range(size - 1, -1, -1):
        choice = (best[start + 1][0] + _LONE, -1)
        for length in lengths.get(run[start], ()):
            end = start + length
            if end <= size and (cost := costs.get(run[start:end])):
                choice = min(choice, (round(cost + best[end][0], 3), -length))
        for text, cost in kept.items():
            if run.startswith(text, start):
                choice = min(choice, (round(cost + best[start + len(text)][0], 3), -len(text)))
        best[start] = choice
    return tuple(_joined(run, best, known, kept))


def _joined(run, best, known, kept) -> Iterable[Word]:
    """The words along the best way; lone characters that follow one another are one unknown word."""
    start = lone = 0
    while start < len(run):
        end = start - best[start][1]
        text = run[start:end]
        if end - start > 1:
            if lone < start:
                yield Word(run[lone:start])
            yield Word(text, True, text in known.places and text not in known.nouns and text not in kept)
            lone = end
        start = end
    if lone < len(run):
        yield Word(run[lone:])


def synonyms_of(word: str) -> tuple[str, ...]:
    """The other names of a known thing."""
    return lexicon().synonyms.get(word, ())


def apart_in(word: str) -> frozenset[str]:
    """The characters and pairs that mean nothing alone in a known word."""
    return lexicon().nouns.get(word, frozenset())


@lru_cache(maxsize=30_000)
def reading(text: str) -> tuple[str, ...]:
    """The syllables of a word; a place's as its table says."""
    if letters := lexicon().places.get(text):
        ways = [way for way in pinyin.cut(letters) if len(way) == len(text)]
        natural = pinyin.read(text)
        return natural if natural in ways or not ways else ways[0]
    return pinyin.read(text)
