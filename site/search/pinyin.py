"""Pinyin: how words are read, and how what is typed in letters falls into syllables."""

from functools import lru_cache

from search.texts import words_in

SYLLABLES = frozenset(words_in("syllables.txt"))
STARTS = frozenset(syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable) + 1))
LONGEST = 6
# What the dictionary of readings gets wrong or leaves open in the words of this site.
_READINGS = {
    "薏": "yi", "柚": "you", "荠": "ji", "荸": "bi", "蚌": "bang", "莼": "chun", "茜": "xi", "蛤": "ge", "榛": "zhen",
    "枞": "zong", "芥": "jie", "薄": "bo", "参": "shen", "壳": "ke", "长": "chang", "单": "dan", "蔓": "man",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def read(word: str) -> tuple[str, ...]:
    """The syllables of a word, one per character; a character that has none stands for itself."""
    from pypinyin import lazy_pinyin  # its dictionaries take a while and are wanted on the first word only

    if len(word) == 1 and word in _READINGS:
        return (_READINGS[word],)
    syllables = lazy_pinyin(word, errors=list)
    if len(syllables) != len(word):
        return tuple(read(char)[0] for char in word)
    return tuple(syllable.replace("ü", "v") for syllable in syllables)


def cut(letters: str, *, limit: int = 8) -> list[tuple[str, ...]]:
    """The ways letters fall into whole syllables, fewest syllables first; empty when they do not.

    "xian" is (xian) and (xi, an). At most `limit` ways, longest syllables tried first.
    """
    ends_well = _ends_well(letters)
    found: list[tuple[str, ...]] = []

    def walk(start, syllables):
        if start == len(letters):
            found.append(syllables)
            return
        for end in range(min(len(letters), start + LONGEST), start, -1):
            if len(found) < limit and ends_well[end] and letters[start:end] in SYLLABLES:
                walk(end, (*syllables, letters[start:end]))

    if letters and ends_well[0]:
        walk(0, ())
    return sorted(found, key=len)


def cuts_unfinished(letters: str) -> list[tuple[tuple[str, ...], str]]:
    """Whole syllables and the beginning of one more, as somebody types: "heimue" is (hei, mu), "e".

    "lajia" is (la), "jia" – it may go on to lajiao – as well as (la, ji), "a". Shortest beginnings first.
    """
    found = []
    for end in range(len(letters) - 1, max(-1, len(letters) - LONGEST - 1), -1):
        rest = letters[end:]
        if rest in STARTS and (end == 0 or (ways := cut(letters[:end], limit=1))):
            found.append((ways[0] if end else (), rest))
    return found


def _ends_well(letters):
    """Whether the letters from each place on fall into syllables: keeps the walk from trying dead ends twice."""
    well = [False] * len(letters) + [True]
    for start in range(len(letters) - 1, -1, -1):
        ends = range(start + 1, min(len(letters), start + LONGEST) + 1)
        well[start] = any(well[end] and letters[start:end] in SYLLABLES for end in ends)
    return well
