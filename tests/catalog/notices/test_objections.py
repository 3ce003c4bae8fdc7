"""Anybody may object through the last day; that row's clock alone stops, and its days go on after the answer."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from catalog.notices import actions, queries
from catalog.notices.models import Objection
from catalog.notices.states import LINE, LineState, NoticeEventKind, ObjectionState
from core.errors import Conflict, Refused
from review import actions as review_actions
from review.models import Decision, Outcome, ReviewTask, Separation, Status
from tests.factories.notices import CONTACT, OBJECTION, TAIL, answer, line_of, object_to, on
from tests.factories.review import chain, person

pytestmark = pytest.mark.django_db


def day(text):
    return datetime.date.fromisoformat(text)


def open_on(toy, text="2026-11-25", rows=1):
    """A notice opened on a day; five working days from Wednesday 25 November end on Wednesday 2 December."""
    with on(text):
        return toy.issue(toy.waiting(rows))


def states(notice):
    return list(notice.lines.order_by("number").values_list("state", flat=True))


def test_objection_stops_the_clock_of_its_row_only(toy):
    notice = open_on(toy, rows=3)
    with on("2026-11-27"):
        object_to(line_of(notice, 2))
    assert states(notice) == [LineState.OPEN, LineState.STOPPED, LineState.OPEN]
    untils = notice.lines.order_by("number").values_list("review__publicity_until", flat=True)
    assert list(untils) == [day("2026-12-02"), None, day("2026-12-02")]


@pytest.mark.parametrize(
    ("raised", "left"),
    [
        ("2026-11-25", 5),  # on the day of opening: nothing has gone by
        ("2026-11-26", 5),  # day 1 is not over yet
        ("2026-11-27", 4),
        ("2026-11-28", 3),  # a Saturday
        ("2026-12-02", 1),  # the last day
    ],
)
def test_whole_days_gone_by_are_over(toy, raised, left):
    notice = open_on(toy)
    with on(raised):
        object_to(line_of(notice))
    assert line_of(notice).days == left
    event = notice.events.get(kind=NoticeEventKind.STOPPED)
    assert (event.count, event.before) == (left, day("2026-12-02"))


def test_objection_is_taken_in_the_last_minute(toy):
    notice = open_on(toy)
    with on("2026-12-02", hour=23.99):
        assert object_to(line_of(notice)).is_open


def test_objection_after_the_last_day_is_refused(toy):
    notice = open_on(toy)
    with on("2026-12-03", hour=0.001), pytest.raises(Conflict, match="公示期已结束"):
        object_to(line_of(notice))
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("words", "contact", "field"),
    [
        ("不对", CONTACT, "words"),
        (OBJECTION, "12", "contact"),
        (OBJECTION, " ", "contact"),
        ("啊" * 2001, CONTACT, "words"),
    ],
)
def test_objection_says_what_and_where_to_ask_back(toy, words, contact, field):
    notice = open_on(toy)
    with on("2026-11-26"), pytest.raises(ValidationError) as caught:
        object_to(line_of(notice), words, contact)
    assert set(caught.value.message_dict) == {field}


def test_contact_is_encrypted_at_rest(toy):
    notice = open_on(toy)
    with on("2026-11-26"):
        objection = object_to(line_of(notice))
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM notices_objection")
        assert TAIL not in cursor.fetchone()[0]
    objection.refresh_from_db()
    assert objection.contact == CONTACT


@pytest.mark.parametrize(
    ("tail", "found"), [(TAIL, True), ("2469", False), ("", False), ("468", False), (" 24 68 ", True)]
)
def test_status_needs_receipt_and_the_end_of_the_contact(toy, tail, found):
    notice = open_on(toy)
    with on("2026-11-26"):
        objection = object_to(line_of(notice))
    assert (queries.status_of(objection.receipt.lower(), tail) == objection) is found


def test_task_waits_for_the_issuing_office(toy):
    notice = open_on(toy)
    with on("2026-11-26"):
        objection = object_to(line_of(notice))
    task = ReviewTask.objects.get(process="objection")
    assert (task, task.subject_id, task.region_id) == (objection.task, objection.pk, "433124")
    assert task.due_on == day("2026-12-03")


def test_task_of_the_offices_own_matter_waits_for_the_level_above(toy):
    chain({"level": 3, "publicity_days": 5, "separation": Separation.PERSON}, {"level": 2})
    toy.supplier, toy.office = toy.office, person("433124", name="吴秀英")
    notice = open_on(toy)
    with on("2026-11-26"):
        objection = object_to(line_of(notice))
        assert objection.task.region_id == "433100"
        answer(objection, "dismiss", toy.city)


def test_upheld_objection_removes_its_row_and_the_others_go_on(toy):
    notice = open_on(toy, rows=3)
    with on("2026-11-27"):
        objection = object_to(line_of(notice, 2))
    with on("2026-11-30"):
        answer(objection, "uphold", toy.office)
    assert states(notice) == [LineState.OPEN, LineState.REMOVED, LineState.OPEN]
    review = line_of(notice, 2).review
    assert review.status == Status.REFUSED
    assert (
        Decision.objects.filter(review=review, outcome=Outcome.REFUSE).latest("pk").words
        == "经核查，已现场确认。"
    )
    with on("2026-12-03"):
        actions.advance_notices()
    assert states(notice) == [LineState.PASSED, LineState.REMOVED, LineState.PASSED]
    after = {line.review.status for line in notice.lines.select_related("review") if line.number != 2}
    assert after == {Status.OPEN}


@pytest.mark.parametrize(
    ("raised", "answered", "end"),
    [
        # Three days after the weekend were left besides the Friday itself.
        ("2026-11-27", "2026-11-30", "2026-12-04"),
        # On the last day, one is left: the day after the answer.
        ("2026-12-02", "2026-12-02", "2026-12-03"),
        ("2026-12-02", "2026-12-10", "2026-12-11"),
        # Answered at once on the day of opening: all five, from the next day on.
        ("2026-11-25", "2026-11-25", "2026-12-02"),
    ],
)
def test_dismissed_objection_resumes_the_remaining_days(toy, raised, answered, end):
    notice = open_on(toy)
    with on(raised):
        objection = object_to(line_of(notice))
    with on(answered):
        answer(objection, "dismiss", toy.office)
    line = line_of(notice)
    notice.refresh_from_db()
    assert (line.state, line.ends_on, line.review.publicity_until, notice.ends_on) == (
        LineState.OPEN,
        *(day(end),) * 3,
    )
    event = notice.events.get(kind=NoticeEventKind.RESUMED)
    assert (event.before, event.after) == (day("2026-12-02"), day(end))


def test_clock_stands_until_the_last_objection_is_answered(toy):
    notice = open_on(toy)
    with on("2026-11-27"):
        first, second = object_to(line_of(notice)), object_to(line_of(notice))
    with on("2026-11-30"):
        answer(first, "dismiss", toy.office)
    assert line_of(notice).state == LineState.STOPPED
    with on("2026-12-10"):
        third = object_to(line_of(notice))
        answer(second, "dismiss", toy.office)
        assert line_of(notice).state == LineState.STOPPED
        answer(third, "dismiss", toy.office)
    assert (line_of(notice).state, line_of(notice).ends_on) == (LineState.OPEN, day("2026-12-16"))


def test_second_answer_is_refused_by_name(toy):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        answer(objection, "dismiss", toy.office)
        with pytest.raises(Conflict, match=f"{toy.office.organization.name}已答复"):
            answer(objection, "uphold", toy.office)
    assert line_of(notice).state == LineState.OPEN


@pytest.mark.parametrize(
    "who",
    [
        lambda toy: toy.city,
        lambda toy: toy.supplier,
        lambda toy: person("433122"),
        lambda toy: person("433124", role="reporter"),
    ],
)
def test_answer_of_somebody_else_is_refused(toy, who):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        with pytest.raises(Refused):
            answer(objection, "uphold", who(toy))
    objection.refresh_from_db()
    assert (objection.state, line_of(notice).state) == (ObjectionState.OPEN, LineState.STOPPED)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"words": " "}, "answer"),
        ({"words": "请致电 138" + "00138000"}, "answer"),
        ({"summary": "张某 138" + "00138000"}, "summary"),
        ({"verb": "perhaps"}, "verb"),
    ],
)
def test_answer_that_cannot_become_public_is_refused(toy, said, field):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        with pytest.raises(ValidationError) as caught:
            answer(objection, **{"verb": "uphold", "by": toy.office, **said})
    assert set(caught.value.message_dict) == {field}
    assert line_of(notice).state == LineState.STOPPED


def test_kits_own_buttons_do_not_answer_an_objection(toy):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        with pytest.raises(Refused):
            review_actions.decide(objection.task, Outcome.APPROVE, by=toy.office)
    assert line_of(notice).state == LineState.STOPPED


def test_answer_after_the_applicant_withdrew_changes_no_clock(toy):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        review_actions.withdraw_review(line_of(notice).review, by=toy.supplier, words="暂不申报。")
        answer(objection, "uphold", toy.office)
        actions.advance_notices()
    assert (line_of(notice).state, line_of(notice).review.status) == (LineState.WITHDRAWN, Status.WITHDRAWN)


@pytest.mark.parametrize(
    "change",
    [
        {"words": "别的话，别的话，别的话"},
        {"receipt": "YY-0000-0000-0000"},
        {"answer": "另一个答复"},
        {"state": ObjectionState.UPHELD},
    ],
)
def test_database_keeps_words_and_answers(toy, change):
    notice = open_on(toy)
    with on("2026-11-27"):
        objection = object_to(line_of(notice))
        answer(objection, "dismiss", toy.office)
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(**change)


@pytest.mark.parametrize(
    ("verb", "sources"),
    [
        ("stop", {"open"}),
        ("resume", {"stopped"}),
        ("pass", {"open"}),
        ("remove", {"open", "stopped"}),
        ("withdraw", {"open", "stopped", "passed"}),
    ],
)
def test_life_of_a_row(verb, sources):
    assert {state for state in LineState.values if LINE.can(verb, state)} == sources
