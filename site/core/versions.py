"""Named versions of what is public: numbers that grow with every committed change, for whatever is kept beside the
database (whole pages, the catalogue's columns).

A verb says `bump("public")` in its own transaction: the change and its version are committed together or not at all.
Each bump adds a row and a version is the sum of its rows, so publishers never wait for one another, and a
transaction that commits late, under an older id, still changes the sum. `fold` puts rows together without changing it.
"""

import random

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from core import mirrors
from core.models import VersionStep

# Steps differ, so that a database put back from yesterday's copy does not arrive at the numbers of its lost future.
LONGEST_STEP = 1_000_000
# More rows than this are put together in several rounds.
FOLDED_AT_ONCE = 20_000


def bump(*names: str) -> None:
    """Say that what `names` stand for changes with this transaction; every mirror learns of it after the commit.

    Costs one insert a transaction, however often it is said there.
    """
    said = _said()
    missing = [name for name in dict.fromkeys(names) if name not in said]
    if not missing:
        return
    VersionStep.objects.bulk_create(
        VersionStep(name=name, step=random.randint(1, LONGEST_STEP)) for name in missing
    )
    transaction.on_commit(lambda: _mirror(missing), robust=True)
    _said().update(missing)


def current(name: str) -> str:
    """The version as the database has it now: one query; "0" before the first bump."""
    # Whoever has looked must see the next change too, also one of the same transaction.
    connection.versions_said_in = None
    return str(_sums([name]).get(name, 0))


def recent(name: str) -> str:
    """The version from the mirror, without a query.

    Right at once after a commit; should the process die between commit and mirror, right again within
    VERSION_LIFE_SECONDS. With a life of 0 the database is asked each time.
    """
    if not settings.VERSION_LIFE_SECONDS:
        return current(name)
    seen = mirrors.read(name)
    if seen is not None:
        return seen
    found = current(name)
    mirrors.fill(name, found)
    return found


def fold() -> int:
    """Put the rows of each name together into one; how many rows went. A timer, safe beside bumps and other folds."""
    names = VersionStep.objects.order_by("name").values_list("name", flat=True).distinct()
    return sum(_fold_one(name) for name in names)


@transaction.atomic
def _fold_one(name) -> int:
    # Rows another fold holds are left to it; bumps only add rows, so nobody ever waits for this lock.
    rows = VersionStep.objects.select_for_update(skip_locked=True).filter(name=name).order_by("pk")
    found = dict(rows.values_list("pk", "step")[:FOLDED_AT_ONCE])
    if len(found) < 2:
        return 0
    VersionStep.objects.filter(pk__in=found)._raw_delete(VersionStep.objects.db)
    VersionStep.objects.create(name=name, step=sum(found.values()))
    return len(found) - 1


def _sums(names) -> dict[str, int]:
    rows = VersionStep.objects.filter(name__in=names).values_list("name").annotate(Sum("step"))
    return {name: int(total) for name, total in rows.order_by()}


def _said() -> set:
    """The names already bumped in this transaction, as far as no savepoint took them back.

    Django replaces its list of what to do on commit whenever something is rolled back, and only then or at the end:
    while it is the same list, what was said still holds.
    """
    if not connection.in_atomic_block:
        return set()
    hooks = connection.run_on_commit
    if getattr(connection, "versions_said_in", None) is not hooks:
        connection.versions_said_in, connection.versions_said = hooks, set()
    return connection.versions_said


def _mirror(names):
    if settings.VERSION_LIFE_SECONDS:
        for name, number in _sums(names).items():
            mirrors.advance(name, str(number))
