"""Into the directory and out of it, many products at once; no rule is asked here (see `decide` for persons).

Each writes only to products that stand where the arrow begins, and returns those; others are passed over, because
between a choice and its lock somebody else may have been first.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from catalog import rules
from catalog.actions.writing import add_events, add_records, announce, locked, make_sizes
from catalog.facts import ProductKind
from catalog.models import ProductPage
from catalog.states import LISTING, EventKind, Standing
from content.publishing import put_live

# Products that expire in one transaction: short enough that no reader of SQLite waits.
EXPIRED_AT_ONCE = 500
_COLUMNS = [
    "standing",
    "is_listed",
    "listed_at",
    "listed_from",
    "listed_until",
    "delisted_at",
    "delist_reason",
    "delist_words",
    "changed_at",
]


def year_from(day: datetime.date) -> datetime.date:
    """The last day of the one year that begins on `day` (I04)."""
    try:
        return day.replace(year=day.year + 1) - datetime.timedelta(days=1)
    except ValueError:  # 29 February
        return datetime.date(day.year + 1, 2, 28)


@transaction.atomic
def put_on_list(products, *, by, until=None, words="", label="") -> list[ProductPage]:
    """Enter products that never were in the directory and make their pages public.

    `until` is the last day of validity; without it certified ones have one year from today and ordinary ones no end.
    Raises Refused when the words of one hold a number of a person.
    """
    moved = _publishable(_standing_for("list", products))
    now, today = timezone.now(), timezone.localdate()
    for product in moved:
        _enter(product, today, until, now)
        product.listed_at = now
    _write(moved)
    put_live(moved, by=by, now=now)
    _tell(moved, EventKind.LISTED, "product.list", by=by, words=words, label=label)
    make_sizes(moved)
    return moved


@transaction.atomic
def put_back(products, *, by, until=None, words="", label="", kind=EventKind.RELISTED) -> list[ProductPage]:
    """Enter products again that expired or were taken out; `until` as in put_on_list.

    They keep the time of their first entry: coming back does not make a product new.
    """
    moved = _publishable(_standing_for("relist", products))
    now, today = timezone.now(), timezone.localdate()
    for product in moved:
        _enter(product, today, until, now)
    _write(moved)
    put_live([page for page in moved if not page.has_unpublished_changes], by=by, now=now)
    _tell(moved, kind, "product.relist", by=by, words=words, label=label)
    return moved


@transaction.atomic
def prolong(products, *, by, until, words="", label="") -> list[ProductPage]:
    """Let the validity of listed products go on until a later last day."""
    moved = [
        product
        for product in locked(products)
        if product.is_listed and (product.listed_until is None or product.listed_until < until)
    ]
    for product in moved:
        product.listed_until, product.changed_at = until, timezone.now()
    _write(moved)
    details = {"until": until.isoformat()}
    _tell(moved, EventKind.RENEWED, "product.prolong", by=by, words=words, label=label, details=details)
    return moved


@transaction.atomic
def take_off_list(products, reason, words="", *, by, label="") -> list[ProductPage]:
    """Take listed products out of lists and search; their pages stay public under a notice with the reason."""
    moved, now = _standing_for("delist", products), timezone.now()
    for product in moved:
        product.standing, product.is_listed = LISTING.after("delist", product.standing), False
        product.delisted_at, product.delist_reason, product.delist_words = now, reason, words
        product.changed_at = now
    _write(moved)
    _tell(
        moved,
        EventKind.DELISTED,
        "product.delist",
        by=by,
        words=words,
        label=label,
        details={"reason": str(reason)},
    )
    return moved


def expire_listings(today=None) -> int:
    """End the listing of everything whose last day has passed; how many. A timer: safe twice, late, or after a week."""
    today = today or timezone.localdate()
    total = 0
    while (count := _expire_some(today)) is not None:
        total += count
    return total


@transaction.atomic
def _expire_some(today) -> int | None:
    """How many of the next ones expired; None when there is none left."""
    # Chosen by the index of last days, then locked and asked again in the order of keys.
    overdue = ProductPage.objects.overdue(today)
    chosen = list(overdue.order_by("listed_until").values_list("pk", flat=True)[:EXPIRED_AT_ONCE])
    if not chosen:
        return None
    moved = list(overdue.filter(pk__in=chosen).select_for_update(of=("self",)).order_by("pk"))
    now = timezone.now()
    keys = [product.pk for product in moved]
    ProductPage.objects.filter(pk__in=keys).update(standing=Standing.EXPIRED, is_listed=False, changed_at=now)
    for product in moved:
        product.standing, product.is_listed = Standing.EXPIRED, False
    _tell(
        moved,
        EventKind.EXPIRED,
        "product.expire",
        by=None,
        at=_end_of_validity,
        details=lambda product: {"until": product.listed_until.isoformat()},
    )
    return len(moved)


def _end_of_validity(product):
    """When it really ended, however late the timer came: as its last day did."""
    next_day = product.listed_until + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(next_day, datetime.time()))


def _standing_for(verb, products) -> list[ProductPage]:
    return [product for product in locked(products) if LISTING.can(verb, product.standing)]


def _publishable(products) -> list[ProductPage]:
    """These, when all may be public: every door to publicity asks."""
    for verdict in rules.not_publishable(products).values():
        verdict.require()
    return products


def _enter(product, today, until, now):
    if until is None and product.kind == ProductKind.CERTIFIED:
        until = year_from(today)
    product.standing, product.is_listed = Standing.LISTED, True
    product.listed_from, product.listed_until = today, until
    product.delisted_at, product.delist_reason, product.delist_words = None, "", ""
    product.changed_at = now


def _write(products):
    ProductPage.objects.bulk_update(products, _COLUMNS, batch_size=100)


def _tell(products, kind, verb, *, by, details=None, **event):
    if products:
        add_events(products, kind, by=by, details=details, **event)
        add_records(verb, products, by=by, words=event.get("words", ""))
        announce(products)
