"""What the review kit's words do to records, set-wise, in the deciding transaction."""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.trade.actions.sales import record_sales_later
from activities.trade.models import Direction, RecordVoucher, TradeRecord
from activities.trade.states import RECORD, RecordState
from core.errors import Conflict
from core.models import Record
from core.records import build
from review.models import Decision, Outcome, ReviewTask, Scope, Status, TaskKind

_VERBS = {
    Status.APPROVED: "approve",
    Status.REFUSED: "refuse",
    Status.WITHDRAWN: "withdraw",
    Status.REVOKED: "revoke",
}


def _locked(reviews):
    ids = [review.subject_id for review in reviews]
    return list(TradeRecord.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def _move(rows, state, **values):
    TradeRecord.objects.filter(pk__in=[row.pk for row in rows]).update(state=state, **values)


def _join_reviews(reviews):
    """A record submitted for the first time does not know its review yet."""
    fresh = {review.subject_id: review.pk for review in reviews}
    known = TradeRecord.objects.filter(pk__in=fresh, review__in=reviews).values_list("pk", flat=True)
    for pk in set(fresh) - set(known):
        TradeRecord.objects.filter(pk=pk).update(review=fresh[pk])


def mark_advanced(reviews, *, by):
    """These wait for somebody: a market or chain above (已填报), or an office (已提交) (N16, N17)."""
    _join_reviews(reviews)
    waiting = ReviewTask.objects.open().filter(
        review__in=reviews, kind=TaskKind.STEP, step__scope=Scope.PARENT, organization__isnull=False
    )
    below = set(waiting.values_list("review_id", flat=True))
    filled = [review.subject_id for review in reviews if review.pk in below]
    sent = [review.subject_id for review in reviews if review.pk not in below]
    TradeRecord.objects.filter(pk__in=filled).update(state=RecordState.FILLED)
    TradeRecord.objects.filter(pk__in=sent).update(state=RecordState.SUBMITTED)


def mark_returned(reviews, *, by):
    """These go straight back to who reported them, who may mend them (N22); the level's own word stays (C-17)."""
    words = Decision.objects.filter(review__in=reviews, outcome=Outcome.RETURN).order_by("at", "pk")
    label_of = dict(words.values_list("review_id", "label"))
    by_label = defaultdict(list)
    for review in reviews:
        by_label[label_of.get(review.pk, "")].append(review.subject_id)
    for label, ids in by_label.items():
        TradeRecord.objects.filter(pk__in=ids).update(state=RecordState.RETURNED, return_label=label)


def conclude_records(reviews, *, by):
    """Carry out how these reviews ended: the only door to what is counted."""
    _join_reviews(reviews)
    by_status = defaultdict(list)
    for review in reviews:
        by_status[review.status].append(review)
    for status, ended in by_status.items():
        rows = _locked(ended)
        state = RECORD.arrows[_VERBS[status]].target
        if status == Status.APPROVED:
            _approve(rows)
        else:
            _give_up(rows, state)
        Record.objects.bulk_create(
            build(f"trade.{_VERBS[status]}", r, by=by, region=r.region_id) for r in rows
        )
        sold = {r.product_id for r in rows if r.product_id and r.direction == Direction.SALE}
        if sold and status in {Status.APPROVED, Status.REVOKED}:
            record_sales_later(sold)


def _approve(rows):
    """Approved; what a correction corrects is replaced, and its vouchers stand for the correction from now on."""
    replaced = [row.corrects_id for row in rows if row.corrects_id]
    if replaced:
        TradeRecord.objects.filter(pk__in=replaced, state=RecordState.APPROVED).update(
            state=RecordState.SUPERSEDED
        )
        RecordVoucher.objects.filter(record__in=replaced, claims=True).update(claims=False)
        _take_over([row for row in rows if row.corrects_id])
    _move(rows, RecordState.APPROVED, approved_at=timezone.now())


def _take_over(rows):
    try:
        with transaction.atomic():
            RecordVoucher.objects.filter(record__in=rows, claims=False).update(claims=True)
    except IntegrityError:
        raise Conflict(
            _("One of these vouchers already proves the same product with the same amount.")
        ) from None


def _give_up(rows, state):
    """These end uncounted; their vouchers are free for another record."""
    RecordVoucher.objects.filter(record__in=rows, claims=True).update(claims=False)
    _move(rows, state)
