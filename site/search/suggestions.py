"""What somebody who is still typing may mean: words that are in the index, then titles."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from search import lexicon, sources, storage
from search.plan import of_query
from search.queries import search_ids
from search.storage import All
from search.texts import normal, runs, without_tones

WORDS = 5
TITLES = 4
# Candidates whose presence in the index is asked for, at most.
TRIED = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """text: what to show. url: where it leads, or "" when it is a word to search for. label: what kind of thing."""

    text: str
    url: str = ""
    label: object = ""


def suggest(typed: str) -> list[Suggestion]:
    """At most nine suggestions for what has been typed; none for nothing. A bounded number of queries."""
    found = runs(without_tones(normal(typed[:60])))
    if not found or len("".join(found)) > 30:
        return []
    return [*_words("".join(found)), *_titles(typed)]


def _words(beginning) -> list[Suggestion]:
    kept = []
    for word in _beginning(beginning)[:TRIED]:
        plan = of_query(word)
        if len(kept) < WORDS and storage.is_any(All(tuple(term.readings[0].anywhere for term in plan.terms))):
            kept.append(Suggestion(word))
    return kept


def _titles(typed) -> list[Suggestion]:
    result = search_ids(typed, limit=TITLES)
    if result.dropped:
        return []
    by_source: dict[str, list[int]] = {}
    for key, object_id in result.hits:
        by_source.setdefault(key, []).append(object_id)
    cards = {key: sources.get(key).cards(ids) for key, ids in by_source.items()}
    hits = [(key, cards[key].get(object_id)) for key, object_id in result.hits]
    return [Suggestion(card.title, card.url, sources.get(key).label) for key, card in hits if card]


@cache
def _spelled() -> tuple[list[tuple[str, str]], ...]:
    """(spelling, word) of all known words, sorted: by characters, by pinyin, by initials."""
    known = lexicon.lexicon()
    words = [word for word in {*known.nouns, *known.places} if len(word) > 1 and not word.isascii()]
    syllables = {word: lexicon.reading(word) for word in words}
    return (
        sorted((word, word) for word in words),
        sorted(("".join(syllables[word]), word) for word in words),
        sorted(("".join(one[0] for one in syllables[word]), word) for word in words),
    )


def _beginning(typed) -> list[str]:
    """Known words that begin as typed, short ones first; those whose initials do come last."""
    found: list[str] = []
    tables = _spelled() if typed.isascii() else _spelled()[:1]
    for table in tables:
        start = bisect_left(table, (typed, ""))
        words = []
        while start < len(table) and table[start][0].startswith(typed) and len(words) < 60:
            words.append(table[start][1])
            start += 1
        found += sorted(words, key=len)[:TRIED]
    return [word for word in dict.fromkeys(found) if word != typed]
