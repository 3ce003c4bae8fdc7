"""Draft verbs: begin, copy, save while typing, correct, throw away. Nothing here is counted."""

from django.db import transaction
from django.utils.translation import gettext as _

from activities.trade import facts, rules
from activities.trade.models import Direction, RecordVoucher, TradeRecord
from core.errors import Conflict
from core.records import record
from regions.models import Level
from regions.queries import current_region

SAVED = (*facts.FACTS, "remarks", "confirmed_amount")


def locked(row) -> TradeRecord:
    """The record re-read under lock."""
    return (
        TradeRecord.objects.select_for_update(of=("self",))
        .select_related("organization__region", "corrects", "origin", "category", "unit", "period", "review")
        .get(pk=row.pk)
    )


def fresh(by, **values) -> TradeRecord:
    """An unsaved draft of the actor's organization, with the territory it is registered in (A10)."""
    organization = by.organization
    city = organization.region.ancestor_at(Level.PREFECTURE) or organization.region.ancestors()[0]
    row = TradeRecord(
        organization=organization,
        parent_id=organization.parent_id,
        region=organization.region,
        city=city,
        created_by=by,
        direction=rules.directions_of(organization)[0],
        is_demo=by.is_demo,
    )
    for name, value in values.items():
        setattr(row, name, value)
    _name_own_side(row)
    return row


def _name_own_side(row):
    """The reporter is the buyer of a purchase and the seller of a sale, unless told otherwise."""
    side = "buyer" if row.direction == Direction.PURCHASE else "seller"
    if not getattr(row, side):
        setattr(row, side, row.organization.name)


def _begin(row, begun_with, verb, by, **details) -> TradeRecord:
    """Save a new draft; the form it comes from, sent again, gets the same one."""
    if begun_with is not None:
        there = TradeRecord.objects.filter(begun_with=begun_with, created_by=by).first()
        if there:
            return there
        row.begun_with = begun_with
    row.save()
    record(verb, row, by=by, region=row.region_id, **details)
    return row


@transaction.atomic
def start_record(*, by, direction=None, begun_with=None) -> TradeRecord:
    """An empty draft. `begun_with` (a UUID) names the form it comes from: sent again, the same draft is returned.

    Raises Refused with a sentence for who does not report, or where reporting is not switched on (A11).
    """
    rules.can_report(by).require()
    row = fresh(by, **({"direction": direction} if direction else {}))
    return _begin(row, begun_with, "trade.start", by)


@transaction.atomic
def copy_record(source, *, by, begun_with=None) -> TradeRecord:
    """A draft that takes over product, origin, unit, buyer and seller of a former record of one's own.

    Quantity, amount, day and voucher belong to that trade alone and stay empty.
    """
    rules.can_copy(by, source).require()
    row = fresh(by)
    facts.copy(source, row, facts.REMEMBERED)
    row.product_key = source.product_key
    return _begin(row, begun_with, "trade.copy", by, source=source.pk)


@transaction.atomic
def save_record(row, values: dict, *, typed=None, by, edits=None) -> TradeRecord:
    """Keep what was typed: `typed` as text, `values` as what could be understood of it (facts by name, remarks,
    confirmed_amount).

    `edits` is the count the page was opened with; when somebody else has saved since, raises Conflict and nothing is
    overwritten. A retired origin becomes its successor. Never validates: a draft may be incomplete.
    """
    row = locked(row)
    rules.can_edit(by, row).require()
    if edits is not None and edits != row.edits:
        raise Conflict(
            _("Somebody else, or another window of yours, has changed this draft since you opened it.")
        )
    for name in SAVED:
        if name in values:
            setattr(row, name, values[name])
    if row.origin_id and "origin_id" in values:
        row.origin = current_region(row.origin_id).county_or_self
    row.product_key = facts.product_key(row.product_name)
    _name_own_side(row)
    if typed is not None:
        row.typed = typed
    row.edits += 1
    row.save()
    return row


@transaction.atomic
def start_correction(row, *, by) -> TradeRecord:
    """A new version of an approved record, with its vouchers; the approved one counts until this one is approved."""
    rules.can_correct(by, row).require()
    source = locked(row)
    rules.can_correct(by, source).require()
    correction = fresh(by)
    facts.copy(source, correction)
    for name in ("product_key", "remarks", "confirmed_amount", "organization", "region", "city", "parent"):
        setattr(correction, name, getattr(source, name))
    correction.corrects, correction.number = source, source.number + 1
    correction.save()
    RecordVoucher.objects.bulk_create(
        RecordVoucher(record=correction, voucher_id=link.voucher_id) for link in source.vouchers.all()
    )
    record("trade.start_correction", correction, by=by, region=correction.region_id, corrects=source.pk)
    return correction


@transaction.atomic
def discard_record(row, *, by):
    """Throw away a draft that was never submitted; a discarded correction leaves the approved record as it is."""
    row = locked(row)
    rules.can_discard(by, row).require()
    record("trade.discard", row, by=by, region=row.region_id)
    row.delete()
