"""Two at once, on a real database file and on PostgreSQL: one wins, the other reads a sentence."""

import pytest
from django.core.exceptions import ValidationError

from activities.trade import actions
from activities.trade.models import TradeRecord
from activities.trade.states import RecordState
from core.errors import Conflict
from review import actions as review_actions
from review.models import Decision, Outcome, Review
from tests.activities.test_races import at_once, one_wins
from tests.factories.trade import TradeRecordFactory, decider_of, task_of, values

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_submissions_open_one_review():
    row = TradeRecordFactory()
    assert one_wins(at_once(*(lambda: actions.submit_record(row, by=row.created_by) for _time in range(2))))
    assert Review.objects.filter(process="trade").count() == 1


def test_approval_and_withdrawal_do_not_both_happen():
    row = TradeRecordFactory(passed=True)
    task = task_of(row)
    decider = decider_of(task)
    results = at_once(
        lambda: review_actions.decide(task, Outcome.APPROVE, by=decider),
        lambda: actions.withdraw_record(row, by=row.created_by),
    )
    assert one_wins(results)
    row.refresh_from_db()
    assert row.state in {RecordState.APPROVED, RecordState.WITHDRAWN}
    assert (row.state == RecordState.APPROVED) == Decision.objects.filter(
        task=task, outcome=Outcome.APPROVE
    ).exists()


def test_two_corrections_begin_one_version():
    row = TradeRecordFactory(approved=True)
    assert one_wins(
        at_once(*(lambda: actions.start_correction(row, by=row.created_by) for _time in range(2)))
    )
    assert TradeRecord.objects.filter(corrects=row).count() == 1


def test_one_voucher_is_not_claimed_twice_at_once():
    first = TradeRecordFactory()
    by = first.created_by
    second = actions.save_record(actions.start_record(by=by), values(), by=by)
    actions.link_voucher(second, first.vouchers.get().voucher, by=by)
    results = at_once(*(lambda row=row: actions.submit_record(row, by=by) for row in (first, second)))
    losers = [result for result in results if isinstance(result, Exception)]
    assert [type(loser) for loser in losers] == [ValidationError]
    assert TradeRecord.objects.filter(state=RecordState.FILLED).count() == 1


def test_two_windows_save_one_after_the_other():
    row = TradeRecordFactory()
    results = at_once(
        *(
            lambda name=name: actions.save_record(
                row, {"product_name": name}, by=row.created_by, edits=row.edits
            )
            for name in ("甲", "乙")
        )
    )
    losers = [result for result in results if isinstance(result, Exception)]
    assert [type(loser) for loser in losers] == [Conflict]
