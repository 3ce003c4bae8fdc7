"""One question to the index: `search_ids`. Another engine could take its place behind the same answer."""

from dataclasses import dataclass, field

from regions.models import code_of, prefix_of
from search import sources, storage
from search.keys import group_of, object_of
from search.plan import Plan, Reading, of_query
from search.storage import All


@dataclass(frozen=True, slots=True)
class Result:
    """hits: (source key, object id) of the page asked for, best first; ids: the same without their source.

    total: all that answer within source and region. by_source: how many per source key, whatever source was asked for.
    by_place: how many per four digits of the region. dropped: words left out because nothing has all of them.
    is_cut: the query was too long. readings: how each word was understood, for highlighting.
    """

    hits: list[tuple[str, int]] = field(default_factory=list)
    total: int = 0
    by_source: dict[str, int] = field(default_factory=dict)
    by_place: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    is_cut: bool = False
    readings: list[tuple[str, Reading]] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """The ids alone; of use when one source was asked for."""
        return [object_id for _, object_id in self.hits]


def search_ids(query: str, *, source=None, within=None, limit: int = 20, offset: int = 0) -> Result:
    """What is public and answers to a query: titles first, phrases before scattered words, newer before older.

    source: a key, or None for all. within: a region or its code. Words are all wanted; where nothing has all of them
    the rarest go, one after another, and are named in `dropped`. Never raises for anything that was typed.
    """
    plan = of_query(query)
    answer = _answer(plan, within, source)
    if answer.total > offset:
        answer.hits.extend(_page(_tiers(plan, answer), _narrowing(source, within), limit, offset))
    return answer


def search_by_source(query: str, *, within=None, each: int = 5) -> Result:
    """The same over all sources, with the `each` best hits of every one, source by source."""
    plan = of_query(query)
    answer = _answer(plan, within, None)
    for source in sources.all_sources():
        if answer.by_source.get(source.key):
            answer.hits.extend(_page(_tiers(plan, answer), _narrowing(source.key, within), each, 0))
    return answer


def _answer(plan: Plan, within, source) -> Result:
    """All but the hits."""
    if not plan.terms:
        return Result(is_cut=plan.is_cut)
    chosen, dropped, groups = _answerable(plan, _narrowing(None, within))
    by_source, by_place = _counted(groups, source)
    total = by_source.get(source, 0) if source else sum(by_source.values())
    return Result([], total, by_source, by_place, dropped, plan.is_cut, chosen)


def _narrowing(source, within) -> tuple:
    region = (f"r_{prefix_of(code_of(within))}",) if within else ()
    return ((f"s_{source}",) if source else ()) + region


def _answerable(plan: Plan, narrow):
    """The terms that something answers together, each in a reading that finds something; those dropped; the counts."""
    chosen = [(term.text, term.readings[0]) for term in plan.terms]
    groups = storage.counts(_all(chosen, narrow))
    if groups:
        return chosen, [], groups
    chosen = [(term.text, _that_finds(term)) for term in plan.terms]
    dropped = [text for text, reading in chosen if reading is None]
    chosen = [(text, reading) for text, reading in chosen if reading]
    while chosen:
        if groups := storage.counts(_all(chosen, narrow)):
            return chosen, dropped, groups
        if len(chosen) == 1:
            break
        rarest = min(chosen, key=lambda one: storage.count(All((one[1].anywhere, *narrow))))
        chosen.remove(rarest)
        dropped.append(rarest[0])
    return [], [], {}


def _that_finds(term) -> Reading | None:
    return next((reading for reading in term.readings if storage.is_any(reading.anywhere)), None)


def _all(chosen, narrow):
    return All((*(reading.anywhere for _, reading in chosen), *narrow))


def _counted(groups, source) -> tuple[dict[str, int], dict[str, int]]:
    keys = {one.number: one.key for one in sources.all_sources()}
    by_source: dict[str, int] = {}
    by_place: dict[str, int] = {}
    for group, many in groups.items():
        number, place = group_of(group)
        if number not in keys:
            continue
        by_source[keys[number]] = by_source.get(keys[number], 0) + many
        if place and source in (None, keys[number]):
            by_place[place] = by_place.get(place, 0) + many
    return by_source, by_place


def _tiers(plan: Plan, answer: Result):
    """Questions from the narrowest to the widest; each answers all that the one before it does."""
    if not answer.dropped:
        yield plan.exact
        if plan.phrase:
            yield plan.phrase
    yield All(tuple(reading.question for _, reading in answer.readings))
    yield All(tuple(reading.anywhere for _, reading in answer.readings))


def _page(tiers, narrow, limit, offset) -> list[tuple[str, int]]:
    wanted, keys = offset + limit, {}
    for tier in tiers:
        keys.update(dict.fromkeys(storage.newest(All((tier, *narrow)), wanted)))
        if len(keys) >= wanted:
            break
    by_number = {one.number: one.key for one in sources.all_sources()}
    found = [object_of(key) for key in list(keys)[offset:wanted]]
    return [(by_number[number], object_id) for number, object_id in found if number in by_number]
