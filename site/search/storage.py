"""How rows and tokens lie in the database: FTS5 beside the table on SQLite, a tsvector column with GIN on PostgreSQL.

A question is an expression of tokens: a token, `Prefix(token)`, `All(…)`, `Any(…)`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from search.keys import GROUP_MASK, PLACE_SHIFT
from search.models import IndexRow

# What GIN may leave for later on PostgreSQL. A search reads through it, so one object leaves little; many at once are
# gathered and sorted in at the end of their write, which is several times quicker than one by one.
PENDING = "64kB"
PENDING_OF_MANY = "16MB"
MANY = 100


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any token that begins like this."""

    token: str


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the parts."""

    parts: tuple


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the parts."""

    parts: tuple


def write(number: int, rows: list[tuple[int, int, list[str]]]) -> None:
    """Let (key, object id, tokens) stand for these objects of the source `number`, and nothing else."""
    delete(number, [object_id for _, object_id, _ in rows])
    if connection.vendor == "postgresql":
        _write_postgresql(number, rows)
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_index (key, source, object_id) VALUES (%s, %s, %s)",
            [(key, number, object_id) for key, object_id, _ in rows],
        )
        cursor.executemany(
            "INSERT OR REPLACE INTO search_tokens(rowid, tokens) VALUES (%s, %s)",
            [(key, " ".join(tokens)) for key, _, tokens in rows],
        )


def _write_postgresql(number, rows):
    with connection.cursor() as cursor:
        is_many = len(rows) >= MANY
        limit = PENDING_OF_MANY if is_many else PENDING
        cursor.execute("SELECT set_config('gin_pending_list_limit', %s, true)", [limit])
        cursor.execute(
            "INSERT INTO search_index (key, source, object_id, tokens)"
            " SELECT key, %s, object_id, array_to_tsvector(string_to_array(tokens, ' '))"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS given (key, object_id, tokens)",
            [
                number,
                [key for key, _, _ in rows],
                [object_id for _, object_id, _ in rows],
                [" ".join(tokens) for _, _, tokens in rows],
            ],
        )
        if is_many:
            cursor.execute("SELECT gin_clean_pending_list('search_index_tokens')")


def delete(number: int, ids: list[int]) -> None:
    """Take objects of a source out of the index."""
    _delete(IndexRow.objects.filter(source=number, object_id__in=ids))


def delete_between(number: int, after: int, until: int | None, *, keep: Iterable[int]) -> None:
    """Take out the objects of a source whose id lies above `after` and not above `until`, but for those to keep."""
    rows = IndexRow.objects.filter(source=number, object_id__gt=after)
    rows = rows if until is None else rows.filter(object_id__lte=until)
    kept = set(keep)
    gone = [object_id for object_id in rows.values_list("object_id", flat=True) if object_id not in kept]
    for start in range(0, len(gone), 1_000):
        delete(number, gone[start : start + 1_000])


def _delete(rows):
    keys = list(rows.values_list("key", flat=True))
    if not keys:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [(key,) for key in keys])
    # Without signals: whoever listens to rows has nothing to learn from these.
    gone = IndexRow.objects.filter(key__in=keys)
    gone._raw_delete(gone.db)


def empty() -> None:
    """Take everything out of the index."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens")
    IndexRow.objects.all().delete()


def settle() -> None:
    """After much was written: merge what lies in pieces, in short steps, and let the planner look again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE search_index")
            return
        step = "INSERT INTO search_tokens(search_tokens, rank) VALUES ('merge', %s)"
        pages, before = -2_000, -1
        while before != (before := _changes(cursor, step, pages)) and before > 1:
            pages = 2_000


def _changes(cursor, step, pages):
    first = cursor.execute("SELECT total_changes()").fetchone()[0]
    cursor.execute(step, [pages])
    return cursor.execute("SELECT total_changes()").fetchone()[0] - first


def newest(question, limit: int) -> list[int]:
    """The keys of what answers, greatest first."""
    # "+ 0" keeps PostgreSQL from walking the whole primary key, and the order from walking the table, in the hope of
    # early hits.
    order = "key + 0" if connection.vendor == "postgresql" else "rowid"
    return [key for (key,) in _ask(_column(), question, f"ORDER BY {order} DESC LIMIT {int(limit)}")]


def counts(question) -> dict[int, int]:
    """How many answer, by source and place (`keys.group_of`)."""
    group = f"{_column()} >> {PLACE_SHIFT} & {GROUP_MASK}"
    return dict(_ask(f"{group}, count(*)", question, "GROUP BY 1"))


def count(question) -> int:
    """How many answer."""
    return _ask("count(*)", question, "")[0][0]


def is_any(question) -> bool:
    """Whether anything answers."""
    return bool(newest(question, 1))


def _column():
    return "key" if connection.vendor == "postgresql" else "rowid"


def _ask(columns, question, rest):
    # Columns and rest are this module's own words; only the question holds what people typed.
    if connection.vendor == "postgresql":
        sql = f"SELECT {columns} FROM search_index WHERE search_tokens_of(tokens) @@ %s::tsquery {rest}"
        asked = _written(question, "'", " & ", " | ", ":*")
    else:
        sql = f"SELECT {columns} FROM search_tokens WHERE search_tokens MATCH %s {rest}"
        asked = _written(question, '"', " AND ", " OR ", "*")
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked])
        return cursor.fetchall()


def _written(question, quote, both, either, prefix) -> str:
    if isinstance(question, str):
        return f"{quote}{question}{quote}"
    if isinstance(question, Prefix):
        return f"{quote}{question.token}{quote}{prefix}"
    joined = both if isinstance(question, All) else either
    return f"({joined.join(_written(part, quote, both, either, prefix) for part in question.parts)})"
