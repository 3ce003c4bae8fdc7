"""The index and its only writers.

`put`, `drop`, `refresh` in a verb's transaction; `prepared` and `write` for directories; `rebuild` for the command.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import transaction

from core.versions import bump
from search import hands, sources, storage
from search.keys import key_of
from search.places import names_of

SLICE = 1_000


def put(source_key: str, objects: Iterable) -> int:
    """Let these public objects be found as they are now; how many. Set-wise, a handful of statements per thousand."""
    source, count = sources.get(source_key), 0
    walk = iter(objects)
    while part := list(islice(walk, SLICE)):
        jobs = _jobs(source, part)
        _write(source, _rows(source, jobs, hands.make(jobs)))
        count += len(part)
    return count


def prepared(source_key: str, parts: Iterable[tuple[object, Iterable]], *, total: int) -> Iterator[tuple]:
    """(tag, rows for `write`) of each (tag, public objects); made ahead in a second process where that is worth it.

    For callers who write much, each part in a transaction of their own. `total`: how many objects, about.
    """
    source = sources.get(source_key)
    parts = ((tag, _jobs(source, objects)) for tag, objects in parts)
    for (tag, jobs), made in hands.tokens_of((((tag, jobs), jobs) for tag, jobs in parts), total=total):
        yield tag, _rows(source, jobs, made)


def write(source_key: str, rows: list) -> None:
    """Let the objects that these rows were prepared of be found."""
    _write(sources.get(source_key), rows)


def drop(source_key: str, ids: Iterable[int]) -> None:
    """Let these objects be found no longer; ids that are not there are no error."""
    source, walk = sources.get(source_key), iter(ids)
    while part := list(islice(walk, SLICE)):
        with transaction.atomic():
            storage.delete(source.number, part)
            bump("public")


def refresh(source_key: str, ids: Iterable[int]) -> None:
    """Put those of these objects that are public, drop the others: for callers who do not know which."""
    source, walk = sources.get(source_key), iter(ids)
    while part := list(islice(walk, SLICE)):
        found = list(source.public().filter(pk__in=part))
        drop(source_key, set(part) - {one.pk for one in found})
        put(source_key, found)


def rebuild(
    source_key: str | None = None, *, tell: Callable[[str, int, int], None] = lambda *told: None
) -> int:
    """Write the index of one source, or of all, anew; how many objects it holds then.

    In slices of their own transaction, while the old index goes on answering; safe to interrupt and to run again.
    `tell(key, done, total)` after each slice.
    """
    chosen = [sources.get(source_key)] if source_key else sources.all_sources()
    return sum(_rebuild(source, tell) for source in chosen)


def _rebuild(source, tell):
    total, done, last = source.public().count(), 0, 0
    parts = (([one.pk for one in part], part) for part in _slices(source))
    for ids, rows in prepared(source.key, parts, total=total):
        with transaction.atomic():
            storage.delete_between(source.number, last, ids[-1], keep=ids)
            _write(source, rows)
        done, last = done + len(ids), ids[-1]
        tell(source.key, done, max(total, done))
    storage.delete_between(source.number, last, None, keep=[])
    storage.settle()
    return done


def _slices(source) -> Iterator[list]:
    last = 0
    while part := list(source.public().filter(pk__gt=last).order_by("pk")[:SLICE]):
        yield part
        last = part[-1].pk


def _jobs(source, objects) -> list[hands.Job]:
    entries = [source.entry(one) for one in objects]
    names = names_of({entry.region for entry in entries})
    return [(entry, source.key, names.get(entry.region, ())) for entry in entries]


def _rows(source, jobs, made) -> list:
    return [
        (key_of(source.number, entry.id, region=entry.region, date=entry.date), entry.id, tokens)
        for (entry, _key, _names), tokens in zip(jobs, made, strict=True)
    ]


def _write(source, rows):
    with transaction.atomic():
        bump("public")
        storage.write(source.number, rows)
