"""What can be found: apps above register what they offer in `AppConfig.ready`; the search never imports them."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index learns of one public object.

    title: found by characters, pinyin, initials, and ranked first. aliases: other names, as good as the title.
    facts: short facts (category, supplier, brand, tags), found by characters and pinyin.
    body: long text, found by characters alone; what lies beyond `tokens.BODY_LIMIT` is left out.
    region: code; the names of the region and of those it lies in are found too. date: newer comes first.
    words: names in title or facts that no dictionary knows (a brand), kept whole; "" are ignored everywhere.
    """

    id: int
    title: str
    aliases: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    body: str = ""
    region: str = ""
    date: datetime.date | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """How a hit is shown: plain texts, highlighted and escaped by the page. `picture` is an image model's row."""

    title: str
    url: str
    summary: str = ""
    facts: tuple[str, ...] = ()
    date: datetime.date | None = None
    picture: object = None
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """One kind of thing to find.

    number: 1 to 15, part of every index key: never changed and never given away again. Taken: product 1, supplier 2,
    report 3, campaign 4, article 5, guide 6, notice 7.
    public() -> the queryset of all that may be found (with the joins that `entry` reads); `rebuild` walks it by pk.
    entry(object) -> Entry, asking no query of its own for an object from `public()`.
    cards(ids) -> {id: Card} in a constant number of queries; an id that is public no longer is left out.
    words() -> names to keep whole when texts are cut into words (categories); from data that ship, not from rows.
    """

    key: str
    number: int
    label: object
    order: int
    public: Callable[[], QuerySet]
    entry: Callable[[object], Entry]
    cards: Callable[[list[int]], dict[int, Card]]
    words: Callable[[], Iterable[str]] = field(default=tuple)


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource):
    """Make a source known; a second one under the same key replaces the first (tests)."""
    if any(other.number == source.number and other.key != source.key for other in _sources.values()):
        raise ValueError(f"Search source {source.key!r} takes a number that is taken: {source.number}")
    _sources[source.key] = source


def get(key: str) -> SearchSource:
    """The source of a key. Raises LookupError naming the missing key."""
    try:
        return _sources[key]
    except KeyError:
        raise LookupError(f"No search source is registered under {key!r}") from None


def all_sources() -> list[SearchSource]:
    """Every source, in the order of the results page."""
    return sorted(_sources.values(), key=lambda source: source.order)
