"""Two at once: one wins, the other reads a sentence, nothing happens twice. On SQLite's file and on PostgreSQL."""

import pytest

from catalog.notices import actions
from catalog.notices.models import NoticeEvent, NoticePage, Objection
from catalog.notices.states import LineState, NoticeEventKind
from core.errors import Conflict
from review.models import Decision, Status
from tests.factories import regions
from tests.factories.notices import Noticed, answer, line_of, object_to, on
from tests.factories.review import person
from tests.ground.review.test_races import both

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def toy():
    regions.hunan()
    made = Noticed()
    yield made
    made.forget()


def refusals(answers):
    return [type(one) for one in answers if isinstance(one, Exception)]


def test_objection_in_the_last_minute_and_the_timer(toy):
    """Whoever comes first: the row either stands with its clock stopped, or has passed without the objection."""
    with on("2026-11-25"):
        notice = toy.issue()
    line = line_of(notice)
    with on("2026-12-02", hour=23.9999):
        answers = both(lambda: object_to(line), actions.advance_notices)
    line.refresh_from_db()
    objected = Objection.objects.count()
    assert (objected, line.state) in {(1, LineState.STOPPED), (0, LineState.PASSED)}
    assert len(refusals(answers)) == 1 - objected
    with on("2026-12-10"):
        actions.advance_notices()
    line.review.refresh_from_db()
    assert line.review.status == (Status.PUBLICITY if objected else Status.OPEN)


def test_two_answers_at_once_one_effect(toy):
    second = person("433124", name="吴秀英")
    with on("2026-11-25"):
        notice = toy.issue()
        objection = object_to(line_of(notice))
        answers = both(
            lambda: answer(objection, "uphold", toy.office), lambda: answer(objection, "dismiss", second)
        )
    assert refusals(answers) == [Conflict]
    objection.refresh_from_db()
    upheld = objection.state == "upheld"
    line = line_of(notice)
    assert (line.state, line.review.status) == (
        (LineState.REMOVED, Status.REFUSED) if upheld else (LineState.OPEN, Status.PUBLICITY)
    )
    assert Decision.objects.filter(task=objection.task).count() == 1


def test_two_objections_at_once_stop_the_clock_once(toy):
    with on("2026-11-25"):
        notice = toy.issue()
        line = line_of(notice)
        answers = both(lambda: object_to(line), lambda: object_to(line))
    assert refusals(answers) == []
    assert (Objection.objects.count(), line_of(notice).state) == (2, LineState.STOPPED)
    assert NoticeEvent.objects.filter(kind=NoticeEventKind.STOPPED).count() == 1


def test_two_notices_of_the_same_rows_at_once(toy):
    second = person("433124", name="吴秀英")
    with on("2026-11-25"):
        reviews = toy.waiting(3)
        answers = both(lambda: toy.issue(reviews), lambda: toy.issue(reviews, by=second))
    assert refusals(answers) == [Conflict]
    assert NoticePage.objects.count() == 1


def test_two_workers_pass_a_row_once(toy):
    with on("2026-11-25"):
        notice = toy.issue()
    with on("2026-12-03"):
        both(actions.advance_notices, actions.advance_notices)
        actions.advance_notices()
    passed = notice.events.filter(kind=NoticeEventKind.PASSED).count()
    assert (passed, line_of(notice).state, line_of(notice).review.status) == (
        1,
        LineState.PASSED,
        Status.OPEN,
    )
    assert notice.events.filter(kind=NoticeEventKind.CLOSED).count() == 1
