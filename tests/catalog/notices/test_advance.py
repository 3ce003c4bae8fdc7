"""The timer: twice, late, not for a week, over a year whose calendar comes later; ends move later only."""

import datetime

import pytest

from catalog.notices import actions
from catalog.notices.states import LineState, NoticeEventKind
from core import workdays
from core.models import WorkdayException
from review import actions as review_actions
from review.models import Status
from tests.factories.notices import line_of, object_to, on

pytestmark = pytest.mark.django_db


def opened(toy, day, rows=1):
    with on(day):
        return toy.issue(toy.waiting(rows))


def kinds(notice):
    return list(notice.events.order_by("pk").values_list("kind", flat=True))


def test_rows_pass_after_their_last_day_and_the_notice_closes(toy):
    notice = opened(toy, "2026-11-25", rows=2)
    with on("2026-12-02", hour=23.9):
        assert actions.advance_notices() == 0
    with on("2026-12-03", hour=0.1):
        assert actions.advance_notices() == 2
    notice.refresh_from_db()
    assert (notice.is_open, line_of(notice).state) == (False, LineState.PASSED)
    assert kinds(notice) == [NoticeEventKind.OPENED, NoticeEventKind.PASSED, NoticeEventKind.CLOSED]
    assert line_of(notice).review.status == Status.OPEN


def test_second_run_changes_nothing(toy):
    notice = opened(toy, "2026-11-25")
    with on("2026-12-10"):
        actions.advance_notices()
        before = kinds(notice)
        assert actions.advance_notices() == 0
    assert kinds(notice) == before


def test_kits_own_timer_may_be_first(toy):
    notice = opened(toy, "2026-11-25")
    with on("2026-12-10"):
        review_actions.advance_publicity()
        assert actions.advance_notices() == 1
    assert (line_of(notice).state, line_of(notice).review.status) == (LineState.PASSED, Status.OPEN)


def test_stopped_row_does_not_pass_however_late(toy):
    notice = opened(toy, "2026-11-25", rows=2)
    with on("2026-12-02"):
        object_to(line_of(notice, 1))
    with on("2026-12-20"):
        assert actions.advance_notices() == 1
    notice.refresh_from_db()
    assert [line_of(notice, n).state for n in (1, 2)] == [LineState.STOPPED, LineState.PASSED]
    assert notice.is_open


def test_row_whose_review_was_taken_back_follows(toy):
    notice = opened(toy, "2026-11-25", rows=2)
    with on("2026-11-27"):
        review_actions.withdraw_review(line_of(notice).review, by=toy.supplier, words="暂不申报。")
    # The clock stood still for weeks: it was taken back before its end all the same.
    with on("2026-12-20"):
        actions.advance_notices()
    assert [line_of(notice, n).state for n in (1, 2)] == [LineState.WITHDRAWN, LineState.PASSED]
    assert NoticeEventKind.WITHDRAWN in kinds(notice)


def test_passed_row_follows_when_the_approval_is_revoked(toy):
    notice = opened(toy, "2026-11-25")
    with on("2026-12-03"):
        actions.advance_notices()
        review = line_of(notice).review
        from tests.factories.review import task_of

        review_actions.decide(task_of(review), "approve", by=toy.city)
        review.refresh_from_db()
        review_actions.revoke_approval(review, by=toy.city, words="抽检不合格。")
        assert actions.advance_notices() == 1
    assert line_of(notice).state == LineState.WITHDRAWN


def holidays_of_2027():
    days = [(1, 1), (5, 1), (10, 1)]
    WorkdayException.objects.bulk_create(
        WorkdayException(date=datetime.date(2027, *day), is_workday=False, note="国办发明电") for day in days
    )
    workdays.forget()


def test_confirmed_calendar_moves_the_end_later_and_says_so(toy):
    notice = opened(toy, "2026-12-28", rows=2)
    assert (notice.awaits_calendar, notice.ends_on) == (True, datetime.date(2027, 1, 4))
    holidays_of_2027()
    with on("2026-12-29"):
        actions.advance_notices()
        actions.advance_notices()
    notice.refresh_from_db()
    moved = notice.events.get(kind=NoticeEventKind.MOVED)
    assert (notice.awaits_calendar, notice.ends_on) == (False, datetime.date(2027, 1, 5))
    assert (moved.before, moved.after, moved.count) == (
        datetime.date(2027, 1, 4),
        datetime.date(2027, 1, 5),
        2,
    )
    assert {line.review.publicity_until for line in notice.lines.all()} == {datetime.date(2027, 1, 5)}


def test_calendar_that_would_end_earlier_changes_nothing(toy):
    notice = opened(toy, "2026-11-25")
    WorkdayException.objects.create(date=datetime.date(2026, 11, 28), is_workday=True, note="调休")
    with on("2026-11-26"):
        actions.advance_notices()
    assert line_of(notice).ends_on == datetime.date(2026, 12, 2)
    assert kinds(notice) == [NoticeEventKind.OPENED]


def test_calendar_changed_on_the_last_day_still_counts(toy):
    notice = opened(toy, "2026-11-25")
    WorkdayException.objects.create(date=datetime.date(2026, 12, 2), is_workday=False, note="临时放假")
    with on("2026-12-03", hour=0.1):
        assert actions.advance_notices() == 0
    assert line_of(notice).ends_on == datetime.date(2026, 12, 3)


def test_passing_costs_the_same_for_one_row_and_for_many(toy, django_assert_max_num_queries):
    opened(toy, "2026-11-25")
    with on("2026-12-03"), django_assert_max_num_queries(120) as one:
        actions.advance_notices()
    opened(toy, "2026-11-25", rows=12)
    with on("2026-12-03"), django_assert_max_num_queries(len(one)):
        assert actions.advance_notices() == 12
