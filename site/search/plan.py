"""From what somebody typed to questions for the index: terms that are all wanted, each with ways to read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from search import lexicon, pinyin, texts, tokens
from search.storage import All, Any, Prefix

LENGTH_LIMIT = 60
TERM_LIMIT = 8
_LETTERS = re.compile(r"[a-z]+")
# A word of pinyin that is known costs one, a syllable more: the cheapest cut of the letters wins.
_KNOWN, _SYLLABLE = 1.0, 1.6


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a term. kind: word, latin, loose (across words), sound, initials, unfinished.

    syllables: what the letters say, for highlighting.
    """

    kind: str
    question: object
    syllables: tuple[tuple[str, ...], ...] = ()

    @property
    def anywhere(self):
        """Asked of titles, facts and bodies."""
        return _anywhere(self.question)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query as typed and its readings, the likeliest first."""

    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A query understood. `is_cut`: it was too long, and its end was left out."""

    text: str
    terms: tuple[Term, ...]
    exact: object
    phrase: object
    is_cut: bool


def of_query(query: str) -> Plan:
    """The plan of whatever was typed; without terms when nothing in it can be searched for."""
    clean = " ".join(texts.normal(query[: LENGTH_LIMIT * 20]).split())
    kept = clean[:LENGTH_LIMIT]
    runs = _merged(texts.runs(texts.without_tones(kept)))
    terms = list(dict.fromkeys(term for run in runs for term in _terms(run)))
    return Plan(
        text=kept,
        terms=tuple(terms[:TERM_LIMIT]),
        exact=tokens.exact(kept),
        phrase=_phrase(runs[0]) if len(runs) == 1 and len(terms) > 1 else None,
        is_cut=len(clean) > LENGTH_LIMIT or len(query) > LENGTH_LIMIT * 20 or len(terms) > TERM_LIMIT,
    )


def _merged(runs: list[str]) -> list[str]:
    """Syllables typed apart ("hei mu er") are one run; words stay as they are."""
    merged: list[str] = []
    was_syllable = False
    for run in runs:
        is_syllable = run in pinyin.SYLLABLES
        if is_syllable and was_syllable:
            merged[-1] += run
        else:
            merged.append(run)
        was_syllable = is_syllable
    return merged


def _terms(run) -> Iterator[Term]:
    if texts.is_han(run):
        yield from (_of_words(group) for group in _groups(lexicon.cut(run)))
    else:
        yield _of_latin(run)


def _groups(words) -> list[list]:
    """Words apart, but a lone character with the word beside it: 稻园|香 may be one name."""
    groups: list[list] = []
    for word in words:
        if groups and (len(word.text) == 1 or len(groups[-1][-1].text) == 1):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _phrase(run):
    """All neighbours of the run side by side in a title, whatever words they belong to."""
    return All(tuple(_side_by_side(pair) for pair in pairwise(run))) if texts.is_han(run) else None


def _side_by_side(pair):
    return Any(("".join(pair), f"x_{''.join(pair)}"))


def _of_words(words) -> Term:
    if len(words) == 1:
        return _of_word(words[0])
    text = "".join(word.text for word in words)
    apart = All(tuple(_of_word(word).readings[0].question for word in words))
    whole = All(tuple(map("".join, pairwise(text))))
    return Term(text, (Reading("word", Any((apart, whole))), *_guesses(text)))


def _of_word(word) -> Term:
    text = word.text
    if len(text) == 1:
        return Term(text, (Reading("word", text),))
    apart = lexicon.apart_in(text)
    strict = All(tuple(pair for pair in map("".join, pairwise(text)) if pair not in apart) or (text,))
    if len(text) > 2:
        strict = Any((strict, f"w_{text}"))
    return Term(text, (Reading("word", strict), *(() if word.is_known else _guesses(text))))


def _guesses(text) -> tuple[Reading, ...]:
    """What an unknown word may be: characters of two words side by side, or another spelling of the same sound."""
    syllables = pinyin.read(text)
    return (
        Reading("loose", All(tuple(_side_by_side(pair) for pair in pairwise(text)))),
        Reading("sound", _pairs_of(syllables), (syllables,)),
    )


def _of_latin(run) -> Term:
    if not _LETTERS.fullmatch(run):
        return Term(run, (Reading("latin", run),))
    initials = f"i_{run}" if len(run) in tokens.INITIALS else None
    readings = []
    if pieces := _cut_into_words(run):
        # Letters that end in no known word may be the beginning of one: wucha goes on to wuchang.
        is_open = pieces[-1] not in lexicon.lexicon().by_pinyin and run not in pinyin.SYLLABLES
        begun = [reading.question for reading in _begun(run)] if is_open else []
        question = Any((run, All(tuple(_of_piece(piece) for piece in pieces)), *begun))
        readings.append(
            Reading("latin", question, tuple(way for piece in pieces for way in _ways(piece)[:3]))
        )
    elif initials:
        return Term(run, (Reading("initials", Any((run, initials))), *_begun(run)))
    else:
        readings.append(Reading("latin", run))
    if initials:
        readings.append(Reading("initials", initials))
    return Term(run, (*readings, *_begun(run)))


def _cut_into_words(letters) -> list[str]:
    """Letters cut into known words of pinyin and runs of syllables: wuchang, dami. Empty when they are no pinyin."""
    known, size = lexicon.lexicon().by_pinyin, len(letters)
    # best[i]: (cost, minus the first piece's length, its end, whether it is a known word) of the letters from i on.
    best: list = [None] * size + [(0.0, 0, 0, True)]
    for start in range(size - 1, -1, -1):
        for end in range(start + 1, size + 1):
            piece, rest = letters[start:end], best[end]
            if rest is None:
                continue
            if piece in known:
                choice = (round(_KNOWN + rest[0], 3), start - end, end, True)
            elif piece in pinyin.SYLLABLES:
                choice = (round(_SYLLABLE + rest[0], 3), start - end, end, False)
            else:
                continue
            best[start] = min(best[start], choice) if best[start] else choice
    if best[0] is None:
        return []
    pieces, start, was_known = [], 0, True
    while start < size:
        _, _, end, is_known = best[start]
        if is_known or was_known:
            pieces.append(letters[start:end])
        else:
            pieces[-1] += letters[start:end]
        start, was_known = end, is_known
    return pieces


def _ways(piece) -> list[tuple[str, ...]]:
    """How a piece is read: as the known words of this spelling are, else every way it falls into syllables."""
    known = lexicon.lexicon().by_pinyin.get(piece, ())
    ways = dict.fromkeys(pinyin.read(word) for word in known)
    ways = [way for way in ways if "".join(way) == piece]
    return ways or pinyin.cut(piece)


def _of_piece(piece):
    return Any((f"q_{piece}", *(_pairs_of(way) for way in _ways(piece))))


def _pairs_of(syllables):
    if len(syllables) == 1:
        return f"p_{syllables[0]}"
    return All(_pairs(syllables))


def _begun(run) -> tuple[Reading, ...]:
    """Whole syllables and one that has only begun: heimue, wuchangd. Nothing when the letters are no such thing."""
    cuts = pinyin.cuts_unfinished(run)
    if not cuts:
        return ()
    question = Any(tuple(_going_on(whole, begun) for whole, begun in cuts))
    return (
        Reading(
            "unfinished", question, tuple(way for *cut, begun in cuts for way in ((*cut[0], begun), (begun,)))
        ),
    )


def _going_on(whole, begun):
    pieces = _cut_into_words("".join(whole))
    if not pieces:
        return _beginning(begun)
    # The syllable may go on the last word, or begin one of its own.
    last = _ways(pieces[-1])[0]
    within = All((*_pairs(last), Prefix(f"p_{last[-1]}_{begun}")))
    ways = [within, Prefix(f"q_{pieces[-1]}{begun}")]
    if len(last) > 1 and begun not in pinyin.SYLLABLES:
        ways.append(All((_of_piece(pieces[-1]), _beginning(begun))))
    return All((*map(_of_piece, pieces[:-1]), Any(tuple(ways))))


def _pairs(syllables) -> tuple[str, ...]:
    return tuple(f"p_{left}_{right}" for left, right in pairwise(syllables))


def _beginning(begun):
    """A word of the title that begins like this; by its initial alone while there is but one letter."""
    return f"i_{begun}" if len(begun) == 1 else Prefix(f"p_{begun}")


def _anywhere(question):
    if isinstance(question, str):
        return question if question.startswith(("i_", "x_")) else Any((question, f"f_{question}"))
    if isinstance(question, Prefix):
        return Any((question, Prefix(f"f_{question.token}")))
    return type(question)(tuple(_anywhere(part) for part in question.parts))
