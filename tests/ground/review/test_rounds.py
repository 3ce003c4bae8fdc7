"""Rounds: what was submitted is kept, and a resubmission asks only whom it has to."""

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from review import actions, queries
from review.content import Change, Content, differences, fingerprint, shortened
from review.models import Decision, Outcome, Review, Round, Status, TaskKind, TaskState
from tests.factories.review import chain, clerk, open_seats, person, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(toy):
    """A county's clerk, its bureau, the city, the province."""
    return clerk(), person("433124", kind="agriculture_bureau"), person("433100"), person("430000")


@pytest.fixture
def two_steps(toy, people):
    """The bureau looks at the amount only, the city at everything."""
    chain(
        {"level": 3, "organization_kind": "agriculture_bureau", "decides_on": ["amount"]},
        {"level": 2},
    )
    return toy


def _returned_by_the_city(toy, people):
    reporter, bureau, city, _province = people
    review = toy.submit(by=reporter)
    actions.decide(task_of(review), Outcome.APPROVE, by=bureau)
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="请补地点")
    return review


def test_return_reaches_the_reporters_inbox_with_its_words(two_steps, people):
    review = _returned_by_the_city(two_steps, people)
    review.refresh_from_db()
    assert review.status == Status.RETURNED
    mend = task_of(review)
    assert (mend.kind, mend.organization) == (TaskKind.MEND, people[0].organization)
    assert list(queries.inbox(people[0])) == [mend]
    assert queries.last_return(review).words == "请补地点"
    assert two_steps.returned == [review.subject_id]


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"place": "花垣镇"}, "433100"),
        ({"amount": 2}, "433124"),
        ({"words": {"title": "乙"}}, "433100"),
        ({}, "433100"),
        ({"evidence": {"picture-1": "ab"}}, "433124"),
    ],
)
def test_earlier_step_repeats_only_where_its_facts_changed(two_steps, people, changed, asked):
    review = _returned_by_the_city(two_steps, people)
    two_steps.change(review.subject_id, **changed)
    two_steps.submit(by=people[0], subject_id=review.subject_id)
    assert [region for region, _kind in open_seats(review)] == [asked]


def test_step_that_returned_is_asked_again_even_for_facts_it_once_approved(toy, people):
    reporter, _bureau, city, province = people
    chain({"level": 2}, {"level": 1})
    review = toy.submit(by=reporter)
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    actions.decide(task_of(review), Outcome.RETURN, by=province, words="金额不对")
    toy.change(review.subject_id, amount=2)
    toy.submit(by=reporter, subject_id=review.subject_id)
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="原来的对")
    toy.change(review.subject_id, amount=1)
    toy.submit(by=reporter, subject_id=review.subject_id)
    assert open_seats(review) == [("433100", "assistance_office")]


def test_parallel_group_asks_only_the_one_that_returned(toy, people):
    reporter, bureau, city, _province = people
    chain({"order": 1, "level": 3, "organization_kind": "agriculture_bureau"}, {"order": 1, "level": 2})
    review = toy.submit(by=reporter)
    actions.decide(task_of(review, region="433124"), Outcome.APPROVE, by=bureau)
    actions.decide(task_of(review, region="433100"), Outcome.RETURN, by=city, words="补")
    toy.submit(by=reporter, subject_id=review.subject_id)
    assert open_seats(review) == [("433100", "assistance_office")]


def test_publicity_is_not_repeated_after_a_later_return(toy, people):
    reporter, _bureau, city, province = people
    chain({"level": 2, "publicity_days": 5}, {"level": 1})
    review = toy.submit(by=reporter)
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    review.refresh_from_db()
    actions.advance_publicity(review.publicity_until.replace(year=review.publicity_until.year + 1))
    actions.decide(task_of(review), Outcome.RETURN, by=province, words="补")
    toy.submit(by=reporter, subject_id=review.subject_id)
    review.refresh_from_db()
    assert (review.status, open_seats(review)) == (Status.OPEN, [("430000", "assistance_office")])


def test_rounds_are_kept_whole(two_steps, people):
    review = _returned_by_the_city(two_steps, people)
    two_steps.change(review.subject_id, amount=2, words={"title": "乙"})
    two_steps.submit(by=people[0], subject_id=review.subject_id)
    review.refresh_from_db()
    kept = [(row.number, row.content["facts"], row.content["words"]) for row in review.rounds.all()]
    assert kept == [(1, {"amount": 1}, {"title": "甲"}), (2, {"amount": 2}, {"title": "乙"})]
    assert (review.round, review.facts_hash) == (2, fingerprint(two_steps.contents[review.subject_id]))
    assert review.tasks.get(kind=TaskKind.MEND).state == TaskState.DONE


def test_what_changed_is_printed_with_labels(two_steps, people):
    review = _returned_by_the_city(two_steps, people)
    assert queries.changes_since_last_round(review) == []
    two_steps.change(review.subject_id, amount=2, words={"title": "乙"})
    two_steps.submit(by=people[0], subject_id=review.subject_id)
    assert queries.changes_since_last_round(review) == [Change("金额", 1, 2), Change("标题", "甲", "乙")]


def test_history_tells_every_act_in_order(two_steps, people):
    review = _returned_by_the_city(two_steps, people)
    two_steps.submit(by=people[0], subject_id=review.subject_id)
    actions.decide(task_of(review), Outcome.APPROVE, by=people[2])
    told = [(decision.outcome, decision.round) for decision in queries.history(review)]
    assert told == [("approve", 1), ("return", 1), ("resubmit", 2), ("approve", 2)]


def test_submitting_twice_is_refused(two_steps, people):
    review = two_steps.submit(by=people[0])
    with pytest.raises(Conflict, match=_("This has already been submitted and is under review.")):
        two_steps.submit(by=people[0], subject_id=review.subject_id)
    assert Review.objects.count() == 1


def test_submitting_for_another_organization_is_refused(two_steps, people):
    with pytest.raises(Refused, match=_("Only the organization's own people submit for it.")):
        actions.submit(
            "toy",
            two_steps.subject(),
            by=people[2],
            title="代报",
            region=people[0].organization.region,
            applicant=people[0].organization,
        )
    assert Review.objects.count() == 0


def test_ended_review_makes_room_for_a_new_one(two_steps, people):
    review = two_steps.submit(by=people[0])
    actions.withdraw_review(review, by=people[0], words="重写")
    again = two_steps.submit(by=people[0], subject_id=review.subject_id)
    assert (again.pk != review.pk, again.round) == (True, 1)
    assert queries.latest_review("toy", review.subject_id) == again
    assert queries.running_review("toy", review.subject_id) == again


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({"words": {"title": "x"}}, True),
        ({"facts": {"amount": 1, "place": "b"}}, False),
        ({"evidence": {"a": "2"}}, False),
        ({"evidence": {"renamed": "1"}}, True),
    ],
)
def test_fingerprint_covers_facts_and_evidence_not_words(change, is_same):
    parts = {"facts": {"amount": 1, "place": "a"}, "evidence": {"a": "1"}, "words": {"title": "t"}}
    before, after = Content(**parts), Content(**{**parts, **change})
    assert (fingerprint(before) == fingerprint(after)) == is_same


def test_fingerprint_is_the_same_for_stored_content_and_any_order():
    one = Content({"a": 1, "b": "米"}, {"x": "1", "y": "2"})
    other = Content({"b": "米", "a": 1}, {"y": "2", "x": "1"})
    assert fingerprint(one) == fingerprint(other) == fingerprint(one.as_json())


def test_fingerprint_narrowed_to_some_facts():
    one, other = Content({"a": 1, "b": 1}), Content({"a": 1, "b": 2})
    assert fingerprint(one, ["a"]) == fingerprint(other, ["a"])
    assert fingerprint(one, ["b"]) != fingerprint(other, ["b"])


def test_differences_name_what_came_and_went():
    before = {"facts": {"a": 1, "gone": 2}, "words": {}, "evidence": {"p": "1"}}
    after = {"facts": {"a": 1, "new": 3}, "words": {}, "evidence": {"p": "2"}}
    assert differences(before, after) == [
        Change("new", None, 3),
        Change("gone", 2, None),
        Change("p", "1", "2"),
    ]


@pytest.mark.parametrize("model", [Decision, Round])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_written_once(two_steps, people, model, act):
    _returned_by_the_city(two_steps, people)
    rows = model.objects.filter(pk=model.objects.order_by("pk").first().pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(round=9) if act == "update" and model is Decision else _touch(rows, act)
    assert rows.count() == 1


def _touch(rows, act):
    return rows.update(facts_hash="x") if act == "update" else rows._raw_delete(rows.db)


def test_rows_of_the_demo_may_be_cleared_but_not_changed(two_steps):
    reporter = clerk("433122", is_demo=True)
    review = two_steps.submit(by=reporter)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        review.rounds.update(facts_hash="x")
    assert review.rounds.all()._raw_delete("default") == 1


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ("短", "更短", ("短", "更短")),
        (1, 2, (1, 2)),
        (None, "长" * 90, (None, "长" * 90)),
        ("同" * 90 + "\n旧行", "同" * 90 + "\n新行", ("旧行", "新行")),
        ("同" * 90, "同" * 90 + "\n新行", (None, "新行")),
    ],
)
def test_long_texts_print_only_the_lines_that_differ(before, after, printed):
    assert shortened("正文", before, after) == Change("正文", *printed)
