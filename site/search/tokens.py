"""Tokens: what an object is found by. The same on both databases; a query is made of the same ones (`search.plan`).

| token       | stands for                                                            |
|-------------|-----------------------------------------------------------------------|
| 大米, 米     | a pair of characters inside a word; a character of a title's word      |
| w_红花岗     | a place's name of three characters or more, as a whole                 |
| p_da_mi p_mi| the same pairs and characters as they are read                        |
| q_wuchang   | a place's name as it is read, as a whole                              |
| i_wcdm, i_w | the initials of words of the title that follow one another or pair up; of one, its first |
| x_常大       | two characters of a title that stand side by side across two words    |
| e_五常大米   | a whole title or alias                                                |
| s_, r_      | the source; the region and those it lies in, by code                  |

Tokens of facts and bodies begin with f_, so that a query can ask for titles alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, pairwise

from regions.models import prefix_of
from search import lexicon
from search.lexicon import Word
from search.texts import is_han, normal, runs

BODY_LIMIT = 4_000
TEXT_LIMIT = 400
INITIALS = range(2, 9)
HEAD_LIMIT = 3
_PARTS = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")


def of_entry(entry, source_key: str, region_names: Iterable[str]) -> list[str]:
    """The tokens of an entry, each once."""
    own, names = _own(entry.words), tuple(region_names)
    found = {f"s_{source_key}", *of_region(entry.region)}
    _add_title(found, normal(entry.title)[:TEXT_LIMIT], own, names)
    found.update(
        *map(_of_alias, entry.aliases),
        *map(_of_fact, entry.facts),
        *map(_of_place, names),
        *map(_of_body_run, runs(normal(entry.body[:BODY_LIMIT])) if entry.body else ()),
    )
    return list(found)


@lru_cache(maxsize=2_000)
def _own(words) -> tuple[str, ...]:
    return tuple(
        sorted({run for word in words for run in runs(normal(word)) if is_han(run) and len(run) > 1})
    )


def of_region(code: str) -> set[str]:
    """r_ tokens of a region and of all it lies in."""
    within = prefix_of(code)
    return {f"r_{within[:length]}" for length in (2, 4, 6, 9) if len(within) >= length}


def exact(text: str) -> str:
    """The token of a whole title; of a normal text."""
    return "e_" + "".join(runs(text))[:60]


def _add_title(found: set[str], text, own, region_names, *, by_character=True):
    found.add(exact(text))
    words: list[Word] = []
    for run in runs(text):
        if is_han(run):
            cut = lexicon.cut(run, own)
            words += cut
            found.update([f"x_{left.text[-1]}{right.text[0]}" for left, right in pairwise(cut)])
        else:
            found |= of_latin(run)
    for word in words:
        # Of a name that is the object's own, as a brand, no character means anything alone.
        found |= _of_title_word(word, by_character and word.text not in own)
    heads = [_first_letters(word.text) for word in words[:8]]
    letters = [
        *_initials(heads),
        *(place + head for place in map(_first_letters, region_names) for head in heads),
    ]
    found.update([f"i_{run}" for run in letters if len(run) in INITIALS])
    found.update([f"i_{head[:1]}" for head in heads if head])


@lru_cache(maxsize=20_000)
def _of_title_word(word, by_character) -> frozenset[str]:
    others = [Word(other, True) for other in lexicon.synonyms_of(word.text)]
    found = {token for one in (word, *others) for token in pairs(one)}
    alone = (word, *(other for other in others if len(other.text) == 1))
    if by_character or len(word.text) == 1:
        found.update(token for one in alone for token in characters(one))
    return frozenset(found)


@lru_cache(maxsize=5_000)
def _of_alias(alias) -> frozenset[str]:
    found: set[str] = set()
    _add_title(found, normal(alias)[:TEXT_LIMIT], (), (), by_character=False)
    return frozenset(found)


def _of_fact(fact) -> Iterable[str]:
    """A number or code is its object's own and not worth remembering."""
    if fact.isascii():
        return [f"f_{token}" for run in runs(normal(fact)[:TEXT_LIMIT]) for token in of_latin(run)]
    return _of_words(fact)


@lru_cache(maxsize=5_000)
def _of_words(fact) -> frozenset[str]:
    found: set[str] = set()
    for run in runs(normal(fact)[:TEXT_LIMIT]):
        if is_han(run):
            cut = lexicon.cut(run)
            # A character that stands alone between words is a word.
            found.update(token for word in cut for token in pairs(word) or characters(word))
            found.update(_head(cut[-1]))
        else:
            found |= of_latin(run)
    return frozenset(f"f_{token}" for token in found)


@lru_cache(maxsize=10_000)
def _of_place(name) -> frozenset[str]:
    return frozenset(f"f_{token}" for token in pairs(Word(name, True, True)))


@lru_cache(maxsize=5_000)
def _of_body_run(run) -> tuple[str, ...]:
    """Directories repeat their sentences; what is remembered is short, for a run ends at the next comma."""
    if not is_han(run):
        return tuple(f"f_{token}" for token in of_latin(run))
    words = lexicon.cut(run) if len(run) <= TEXT_LIMIT else (Word(run),)
    return tuple({f"f_{token}" for word in words for token in _neighbours(word.text)})


def _neighbours(text) -> Iterable[str]:
    return map("".join, pairwise(text)) if len(text) > 1 else (text,)


@lru_cache(maxsize=20_000)
def pairs(word: Word) -> tuple[str, ...]:
    """What a word of two characters or more is found by: its pairs and their readings, a place's name as a whole."""
    text = word.text
    if len(text) < 2:
        return ()
    syllables = lexicon.reading(word.text)
    if word.is_place:
        return (text if len(text) == 2 else f"w_{text}", f"q_{''.join(syllables)}")
    apart = lexicon.apart_in(text)
    kept = [at for at in range(len(text) - 1) if text[at : at + 2] not in apart]
    return (
        *(text[at : at + 2] for at in kept),
        *(f"p_{syllables[at]}_{syllables[at + 1]}" for at in kept),
    )


@lru_cache(maxsize=20_000)
def characters(word: Word) -> tuple[str, ...]:
    """The characters that mean something in a word, and their readings; none of a place's."""
    if word.is_place:
        return ()
    apart = lexicon.apart_in(word.text)
    read = zip(word.text, lexicon.reading(word.text), strict=True)
    return tuple(token for char, syllable in read if char not in apart for token in (char, f"p_{syllable}"))


def _head(word) -> tuple[str, ...]:
    """Of a fact only what it ends in is found by one character: 绿茶 is a 茶, 桃李梅杏 is more than one thing."""
    return () if word.is_place or len(word.text) > HEAD_LIMIT else characters(word)[-2:]


def of_latin(run: str) -> set[str]:
    """A run of letters and digits, and its parts: 500g is also 500 and g."""
    return {run, *_PARTS.findall(run)}


def _initials(heads) -> Iterator[str]:
    """Of words that follow one another, and of any two words."""
    for start in range(len(heads)):
        joined = ""
        for head in heads[start:]:
            joined += head
            yield joined
    yield from (left + right for left, right in combinations(heads, 2))


@lru_cache(maxsize=20_000)
def _first_letters(text) -> str:
    return "".join(syllable[0] for syllable in lexicon.reading(text) if syllable.isascii())
