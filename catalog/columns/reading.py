"""From the tables to arrays. The database turns dates, money and codes into integers: Python would take seconds."""

import datetime
from dataclasses import dataclass

import numpy as np
from django.db.models import BigIntegerField, Case, Count, F, Func, IntegerField, Sum, When
from django.db.models.functions import Cast, Coalesce, Round

from catalog.facts import ProductKind
from catalog.models import ProductPage, TaggedProduct

# Names are sorted by the first so many bytes of their pinyin: about ten characters; then by newest.
NAME_KEY = "S40"
# Rows on their way from the database to arrays: more would cost memory, fewer time.
AT_ONCE = 2_000
# Stands for "not stated" where a number is missing; sorts behind every stated one.
NOTHING = -1
NO_END = 0


class Micros(Func):
    """A point of time as microseconds since 1970."""

    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler, connection, **context):
        template = "CAST(EXTRACT(EPOCH FROM %(expressions)s) * 1000000 AS bigint)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler, connection, **context):
        template = (
            "(strftime('%%%%s', %(expressions)s) * 1000000"
            " + CAST(substr(substr(%(expressions)s, 21) || '000000', 1, 6) AS integer))"
        )
        return self.as_sql(compiler, connection, template=template, **context)


class Ordinal(Func):
    """A date as its proleptic ordinal (date.toordinal)."""

    arity = 1
    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **context
        )

    def as_sqlite(self, compiler, connection, **context):
        template = "CAST(julianday(%(expressions)s) - 1721424.5 AS integer)"
        return self.as_sql(compiler, connection, template=template, **context)


_NUMBERS = {
    "number": Cast("pk", BigIntegerField()),
    "place": Cast("region_id", BigIntegerField()),
    "group": Cast("category_id", BigIntegerField()),
    "year": Coalesce("certified_year", 0),
    "is_certified": Case(When(kind=ProductKind.CERTIFIED, then=1), default=0),
    "of": Cast("supplier_id", BigIntegerField()),
    "until": Coalesce(Ordinal("listed_until"), NO_END),
    "at": Coalesce(Micros("listed_at"), 0),
    "people": Coalesce("people_benefited", NOTHING),
    "fen": Coalesce(Cast(Round(F("commodity_value") * 100), BigIntegerField()), NOTHING),
}


@dataclass(frozen=True)
class Batch:
    """Listed products as read, in any order: parallel arrays; `tags` are pairs (tag, product)."""

    ids: np.ndarray
    region: np.ndarray
    category: np.ndarray
    year: np.ndarray
    kind: np.ndarray
    supplier: np.ndarray
    until: np.ndarray
    listed_at: np.ndarray
    people: np.ndarray
    value: np.ndarray
    names: np.ndarray
    tags: np.ndarray


def read_listed(since: datetime.datetime | None = None) -> Batch:
    """All listed products with their tags; with `since` those changed at that time or later."""
    products = ProductPage.objects.listed()
    tags = TaggedProduct.objects.all()
    if since:
        products = products.filter(changed_at__gte=since)
        tags = tags.filter(content_object__changed_at__gte=since, content_object__is_listed=True)
    rows = products.order_by().annotate(**_NUMBERS).values_list(*_NUMBERS, "name_key")
    numbers, names = [np.empty((0, len(_NUMBERS)), np.int64)], [np.empty(0, NAME_KEY)]
    for part in _parts(rows):
        numbers.append(np.array([row[:-1] for row in part], np.int64))
        names.append(np.array([row[-1].encode()[:40] for row in part], NAME_KEY))
    ids, region, *others = np.concatenate(numbers).T
    pairs = [np.empty((0, 2), np.int64)]
    for part in _parts(tags.order_by().values_list("tag_id", "content_object_id")):
        pairs.append(np.array(part, np.int64))
    return Batch(
        ids.copy(),
        nine_digits(region),
        *(column.copy() for column in others),
        np.concatenate(names),
        np.concatenate(pairs),
    )


def _parts(rows):
    part = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def nine_digits(codes: np.ndarray) -> np.ndarray:
    """Region codes as numbers of one length, so that every region is a range: 433124 becomes 433124000."""
    return np.where(codes < 1_000_000, codes * 1000, codes)


def read_left(since: datetime.datetime) -> np.ndarray:
    """Ids of all products changed at that time or later, listed or not."""
    return np.fromiter(
        ProductPage.objects.filter(changed_at__gte=since).values_list("pk", flat=True).iterator(), np.int64
    )


def membership() -> tuple[int, int]:
    """How many products are listed, and the sum of their ids: what tells a column store that it missed something."""
    # Every listed product has a time; named, it lets SQLite walk the index instead of the wide rows.
    listed = ProductPage.objects.listed().filter(
        listed_at__gt=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    )
    found = listed.aggregate(count=Count("pk"), total=Sum("pk"))
    return found["count"], int(found["total"] or 0)
