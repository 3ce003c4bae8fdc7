"""Two at once: one wins, the other reads a sentence, nothing happens twice. On SQLite's file and on PostgreSQL."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from core.errors import Conflict
from review import actions
from review.models import Decision, Outcome, Review, ReviewTask, Status, TaskState
from tests.factories import regions
from tests.factories.review import Toy, chain, clerk, person, task_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def toy():
    from review import processes

    regions.hunan()
    made = Toy()
    yield made
    processes._processes.pop(made.key)


def both(*acts):
    """Run the acts at the same moment; what each returned, or the refusal it met."""
    barrier, answers = Barrier(len(acts)), {}

    def run(number, act):
        barrier.wait()
        try:
            answers[number] = act()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(acts))]


def _losers(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]


def _start(toy, *steps):
    first, second = person("433100", name="石秀"), person("433100", name="龙梅")
    chain(*(steps or [{"level": 2}]))
    return first, second, toy.submit(by=clerk())


def test_two_deciders_one_decision(toy):
    first, second, review = _start(toy)
    task = task_of(review)
    answers = both(
        lambda: actions.decide(ReviewTask(pk=task.pk), Outcome.APPROVE, by=first),
        lambda: actions.decide(ReviewTask(pk=task.pk), Outcome.RETURN, by=second, words="补"),
    )
    (loser,) = _losers(answers)
    winner = Decision.objects.get()
    assert isinstance(loser, Conflict)
    assert winner.actor.name in str(loser)
    assert len(toy.concluded) + len(toy.returned) == 1


def test_two_of_a_parallel_group_open_the_next_step_once(toy):
    city, _second, _review = _start(toy)
    bureau, _province = person("433100", kind="agriculture_bureau"), person("430000")
    chain(
        {"order": 1, "level": 2},
        {"order": 1, "level": 2, "organization_kind": "agriculture_bureau"},
        {"level": 1},
    )
    review = toy.submit(by=clerk())
    tasks = {task.organization_kind: task.pk for task in review.tasks.all()}
    answers = both(
        lambda: actions.decide(ReviewTask(pk=tasks["assistance_office"]), Outcome.APPROVE, by=city),
        lambda: actions.decide(ReviewTask(pk=tasks["agriculture_bureau"]), Outcome.APPROVE, by=bureau),
    )
    assert _losers(answers) == []
    assert [task.region_id for task in review.tasks.open()] == ["430000"]


def test_two_submissions_one_review(toy):
    _start(toy)
    reporter, subject = clerk(), toy.subject()
    answers = both(*[lambda: toy.submit(by=reporter, subject_id=subject)] * 2)
    (loser,) = _losers(answers)
    assert isinstance(loser, Conflict)
    assert Review.objects.filter(subject_id=subject).count() == 1


def test_decision_and_taking_back_one_end(toy):
    first, _second, review = _start(toy)
    task, reporter = task_of(review), clerk()
    answers = both(
        lambda: actions.decide(ReviewTask(pk=task.pk), Outcome.APPROVE, by=first),
        lambda: actions.withdraw_review(Review(pk=review.pk), by=reporter),
    )
    (loser,) = _losers(answers)
    review.refresh_from_db()
    assert isinstance(loser, Conflict)
    assert toy.concluded == [(review.subject_id, review.status)]
    assert review.status in {Status.APPROVED, Status.WITHDRAWN}


def test_two_claims_one_claimer(toy):
    first, second, review = _start(toy)
    task = task_of(review)
    answers = both(lambda: actions.claim_task(task, by=first), lambda: actions.claim_task(task, by=second))
    (loser,) = _losers(answers)
    task.refresh_from_db()
    assert isinstance(loser, Conflict)
    assert task.claimed_by.name in str(loser)


def test_publicity_ends_once_for_two_workers(toy):
    first, _second, _review = _start(toy)
    chain({"level": 2, "publicity_days": 1})
    review = toy.submit(by=clerk())
    actions.decide(task_of(review), Outcome.APPROVE, by=first)
    review.refresh_from_db()
    late = review.publicity_until.replace(year=review.publicity_until.year + 1)
    answers = both(*[lambda: actions.advance_publicity(late)] * 2)
    assert sorted(answers) == [0, 1]
    assert toy.concluded == [(review.subject_id, Status.APPROVED)]


def test_two_revokers_one_end(toy):
    first, second, review = _start(toy)
    actions.decide(task_of(review), Outcome.APPROVE, by=first)
    answers = both(
        lambda: actions.revoke_approval(Review(pk=review.pk), by=first, words="重复"),
        lambda: actions.revoke_approval(Review(pk=review.pk), by=second, words="重复"),
    )
    assert [type(loser) for loser in _losers(answers)] == [Conflict]
    assert toy.concluded == [(review.subject_id, Status.APPROVED), (review.subject_id, Status.REVOKED)]
    assert not ReviewTask.objects.filter(state=TaskState.OPEN).exists()


def test_two_editors_two_versions(toy):
    _start(toy)
    from review.models import Chain, Step

    now = Chain.objects.get(is_active=True)
    step = {"order": 1, "level": 1, "verb": "审核"}
    answers = both(
        *[lambda: actions.revise_chain(now, by=None, title="改", note="", steps=[Step(**step)])] * 2
    )
    assert _losers(answers) == []
    found = Chain.objects.filter(process="toy").order_by("version").values_list("version", "is_active")
    assert list(found) == [(1, False), (2, False), (3, True)]


def test_claim_and_decision_of_another_one_wins(toy):
    first, second, review = _start(toy)
    task = task_of(review)
    answers = both(
        lambda: actions.claim_task(ReviewTask(pk=task.pk), by=first),
        lambda: actions.decide(ReviewTask(pk=task.pk), Outcome.APPROVE, by=second),
    )
    (loser,) = _losers(answers)
    winner = second if Decision.objects.exists() else first
    assert isinstance(loser, Conflict)
    assert winner.name in str(loser)
