"""Decide: permitted, refused with its sentence, wrong state, twice; and what a set of decisions costs."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from core import workdays
from core.errors import Conflict, Refused
from core.models import Record
from review import actions
from review.content import fingerprint
from review.models import Decision, Outcome, ReviewTask, Status, TaskState
from tests.factories.review import chain, clerk, person, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(hunan):
    return person("433100", name="石秀")


@pytest.fixture
def review(toy, city):
    chain({"level": 2, "can_refuse": True, "days_allowed": 3, "verb": "审核", "return_label": "市级退回"})
    return toy.submit(by=clerk())


@pytest.mark.parametrize(
    ("outcome", "words", "status", "label"),
    [
        (Outcome.APPROVE, "", Status.APPROVED, "审核"),
        (Outcome.RETURN, "补照片", Status.RETURNED, "市级退回"),
        (Outcome.REFUSE, "不属实", Status.REFUSED, ""),
    ],
)
def test_decision_says_everything(toy, review, city, outcome, words, status, label):
    task = task_of(review)
    decision = actions.decide(task, outcome, by=city, words=f" {words} ", marks={"amount": "多写一位"})
    review.refresh_from_db()
    assert (review.status, task.state) == (status, TaskState.DONE)
    stored = Decision.objects.get(pk=decision.pk)
    assert (stored.outcome, stored.words, stored.label, stored.marks) == (
        outcome,
        words,
        label,
        {"amount": "多写一位"},
    )
    assert (stored.actor, stored.organization, stored.level, stored.region_id) == (
        city,
        city.organization,
        2,
        "433100",
    )
    assert stored.content_hash == fingerprint(toy.contents[review.subject_id])
    record = Record.objects.get(verb=f"review.{outcome}")
    assert (record.actor, record.region_id, record.details) == (city, "433124", {"words": words, "round": 1})


def test_conclusion_is_told_once_in_the_deciding_transaction(toy, review, city):
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    assert toy.concluded == [(review.subject_id, Status.APPROVED)]


@pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.REFUSE])
@pytest.mark.parametrize("words", ["", "  \n"])
def test_words_are_compulsory(review, city, outcome, words):
    task = task_of(review)
    with pytest.raises(ValidationError) as missing:
        actions.decide(task, outcome, by=city, words=words)
    assert missing.value.message_dict == {
        "words": [_("Say in words what has to change; the reporter reads them.")]
    }
    assert (task_of(review), Decision.objects.count()) == (task, 0)


@pytest.mark.parametrize("outcome", ["revoke", "withdraw", "resubmit", "nonsense"])
def test_only_the_outcomes_of_a_step(review, city, outcome):
    with pytest.raises(ValidationError, match=_("Choose one of the outcomes offered.")):
        actions.decide(task_of(review), outcome, by=city, words="x")


def test_refusal_changes_nothing(review):
    with pytest.raises(
        Refused, match=_("This is the task of another office: its territory or kind is not yours.")
    ):
        actions.decide(task_of(review), Outcome.APPROVE, by=person("430300"))
    assert (Decision.objects.count(), Record.objects.filter(verb="review.approve").count()) == (0, 0)
    assert review.tasks.open().count() == 1


def test_second_decider_is_told_who_was_first(toy, review, city):
    task = task_of(review)
    actions.decide(task, Outcome.APPROVE, by=city)
    with pytest.raises(Conflict) as second:
        actions.decide(task, Outcome.RETURN, by=person("433100"), words="补")
    assert "石秀" in str(second.value)
    assert (Decision.objects.count(), len(toy.concluded), toy.returned) == (1, 1, [])


def test_page_read_before_the_facts_changed_does_not_decide(toy, review, city):
    seen = review.facts_hash
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="补")
    toy.change(review.subject_id, amount=2)
    again = toy.submit(by=review.submitted_by, subject_id=review.subject_id)
    with pytest.raises(Conflict, match=_("The report has changed since you opened it: read it again.")):
        actions.decide(task_of(again), Outcome.APPROVE, by=city, seen=seen)
    assert actions.decide(task_of(again), Outcome.APPROVE, by=city, seen=again.facts_hash)


def test_task_that_vanished_is_a_conflict(review, city):
    with pytest.raises(Conflict, match=_("This task is no longer open.")):
        actions.decide(ReviewTask(pk=0), Outcome.APPROVE, by=city)


def test_due_date_is_in_working_days(review):
    assert task_of(review).due_on == workdays.add_workdays(timezone.localdate(), 3)


def test_claimed_task_is_decided_by_its_claimer(review, city):
    task = actions.claim_task(task_of(review), by=city)
    colleague = person("433100")
    with pytest.raises(Conflict, match="石秀"):
        actions.decide(task, Outcome.APPROVE, by=colleague)
    actions.release_task(task, by=city)
    assert actions.decide(task, Outcome.APPROVE, by=colleague)


def test_claim_is_recorded_and_refused_to_a_second(review, city):
    task = actions.claim_task(task_of(review), by=city)
    assert (task.claimed_by, task.claimed_at is None) == (city, False)
    with pytest.raises(Conflict, match="石秀"):
        actions.claim_task(task, by=person("433100"))
    assert list(Record.objects.filter(verb="review.claim").values_list("actor", flat=True)) == [city.pk]


def test_claim_of_a_decided_task_is_a_conflict(review, city):
    task = task_of(review)
    actions.decide(task, Outcome.APPROVE, by=city)
    with pytest.raises(Conflict):
        actions.claim_task(task, by=city)
    with pytest.raises(Conflict):
        actions.release_task(task, by=city)


def test_administrator_gives_a_colleagues_claim_back(review, city):
    task = actions.claim_task(task_of(review), by=city)
    with pytest.raises(Refused, match="石秀"):
        actions.release_task(task, by=person("433100"))
    task = actions.release_task(task, by=person("433100", Role.ADMINISTRATOR))
    assert (task.claimed_by, task.claimed_at) == (None, None)


def test_set_decides_what_it_may_and_names_the_rest(toy, review, city):
    other = toy.submit(by=clerk("433122"))
    taken = toy.submit(by=clerk("433127"))
    actions.claim_task(task_of(taken), by=person("433100", name="龙梅"))
    tasks = [task_of(row).pk for row in (review, other, taken)]
    verdicts = actions.decide_many(tasks, Outcome.APPROVE, by=city)
    assert sorted(decision.task_id for decision in verdicts.decided) == sorted(tasks[:2])
    assert {pk: str(words) for pk, words in verdicts.refused.items()} == {
        tasks[2]: _("%(name)s has claimed this task.") % {"name": "龙梅"}
    }
    assert sorted(toy.concluded) == sorted((row.subject_id, Status.APPROVED) for row in (review, other))


@pytest.mark.parametrize(
    ("outcome", "words"), [(Outcome.APPROVE, ""), (Outcome.RETURN, "补"), (Outcome.REFUSE, "否")]
)
def test_a_set_costs_the_same_queries_for_3_and_30(toy, review, city, outcome, words):
    reporter, counts = clerk(), []
    for size in (3, 30):
        tasks = [task_of(toy.submit(by=reporter)).pk for _number in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.decide_many(tasks, outcome, by=city, words=words)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_set_that_opens_the_next_step_costs_the_same_too(toy, city):
    chain({"level": 2}, {"level": 1})
    reporter, counts = clerk(), []
    for size in (3, 30):
        tasks = [task_of(toy.submit(by=reporter)).pk for _number in range(size)]
        with CaptureQueriesContext(connection) as queries:
            actions.decide_many(tasks, Outcome.APPROVE, by=city)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_decision_that_goes_on_stays_within_25_queries(toy, city, django_assert_max_num_queries):
    chain({"level": 2}, {"level": 1})
    task = task_of(toy.submit(by=clerk()))
    with django_assert_max_num_queries(25):
        actions.decide(task, Outcome.APPROVE, by=city)
