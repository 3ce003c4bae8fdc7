"""Decisions on a whole filter: the dry run changes nothing, the job does what it showed and names the rest."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.models import Job
from review import actions, queries
from review.actions import bulk
from review.models import Decision, Outcome, ReviewTask, Status, TaskState
from tests.factories.review import chain, clerk, person, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(hunan):
    return person("433100")


@pytest.fixture
def reviews(toy, city):
    """Two of 花垣 and one of 泸溪, the last of them claimed by a colleague."""
    chain({"level": 2})
    made = [toy.submit(by=clerk()), toy.submit(by=clerk()), toy.submit(by=clerk("433122"))]
    actions.claim_task(task_of(made[2]), by=person("433100", name="龙梅"))
    return made


CLAIMED = {"name": "龙梅"}


def test_dry_run_counts_and_changes_nothing(reviews, city):
    found = actions.preview({}, Outcome.APPROVE, by=city)
    sentence = _("%(name)s has claimed this task.") % CLAIMED
    assert (found.ready, dict(found.reasons), found.is_cut) == (2, {sentence: 1}, False)
    assert [(task.pk, str(words)) for task, words in found.refused] == [(task_of(reviews[2]).pk, sentence)]
    assert Decision.objects.count() == 0


def test_dry_run_acts_on_the_filter(reviews, city):
    assert actions.preview({"region": "433124"}, Outcome.APPROVE, by=city).ready == 2
    assert actions.preview({"region": "433122"}, Outcome.APPROVE, by=city).ready == 0


def test_dry_run_stops_at_its_limit(reviews, city, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 1)
    found = actions.preview({}, Outcome.APPROVE, by=city)
    assert (found.ready, found.is_cut) == (1, True)


def _run(filters, outcome, **more):
    row = actions.start_bulk(filters, outcome, **more)
    jobs.run_job(row.pk)
    row.refresh_from_db()
    return row


def test_job_does_what_the_dry_run_showed(toy, reviews, city):
    row = _run({}, Outcome.APPROVE, by=city)
    assert (row.state, row.total, row.done) == (Job.State.DONE, 3, 3)
    sentence = _("%(name)s has claimed this task.") % CLAIMED
    task = task_of(reviews[2])
    assert row.result == {
        "decided": 2,
        "reasons": {sentence: 1},
        "refused": [[task.pk, task.title, sentence]],
    }
    assert sorted(toy.concluded) == sorted((review.subject_id, Status.APPROVED) for review in reviews[:2])


def test_job_returns_with_the_same_words(toy, reviews, city):
    _run({"region": "433124"}, Outcome.RETURN, by=city, words="请补图")
    assert set(Decision.objects.values_list("words", flat=True)) == {"请补图"}
    assert sorted(toy.returned) == sorted(review.subject_id for review in reviews[:2])


def test_job_leaves_alone_what_came_after_the_dry_run(toy, reviews, city):
    until = timezone.now()
    late = toy.submit(by=clerk("433127"))
    _run({}, Outcome.APPROVE, by=city, until=until)
    assert task_of(late).state == TaskState.OPEN


def test_job_takes_the_oldest_up_to_its_limit(toy, reviews, city, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 1)
    row = _run({"region": "433124"}, Outcome.APPROVE, by=city)
    assert (row.total, toy.concluded) == (1, [(reviews[0].subject_id, Status.APPROVED)])


def test_job_works_in_chunks(toy, reviews, city, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", 1)
    row = _run({}, Outcome.APPROVE, by=city)
    assert (row.result["decided"], row.done) == (2, 3)


def test_interrupted_job_goes_on_and_decides_nothing_twice(toy, reviews, city):
    row = Job.objects.create(
        kind=queries.BULK,
        title="x",
        created_by=city,
        total=3,
        done=1,
        result={"decided": 1},
        parameters={"filters": {}, "outcome": "approve", "words": "", "until": timezone.now().isoformat()},
    )
    actions.decide(task_of(reviews[0]), Outcome.APPROVE, by=city)
    jobs.run_job(row.pk)
    row.refresh_from_db()
    assert (row.state, row.result["decided"]) == (Job.State.DONE, 2)
    assert Decision.objects.count() == 2


def test_person_suspended_meanwhile_decides_nothing(reviews, city):
    row = Job.objects.create(
        kind=queries.BULK,
        title="x",
        created_by=city,
        total=3,
        parameters={"filters": {}, "outcome": "approve", "words": "", "until": timezone.now().isoformat()},
    )
    type(city).objects.filter(pk=city.pk).update(is_active=False, suspended_at=timezone.now())
    jobs.run_job(row.pk)
    assert Decision.objects.count() == 0


def test_nothing_to_decide_is_said(city):
    with pytest.raises(ValidationError, match=_("Nothing is left to decide here.")):
        actions.start_bulk({}, Outcome.APPROVE, by=city)


def test_words_are_asked_for_before_anything_is_queued(reviews, city):
    with pytest.raises(ValidationError):
        actions.start_bulk({}, Outcome.RETURN, by=city)
    assert Job.objects.count() == 0


def test_pages_lead_from_the_dry_run_to_the_job(
    client, sign_in, reviews, city, django_capture_on_commit_callbacks
):
    sign_in(client, city)
    first = client.get(reverse("review:bulk"), {"region": "433124", "outcome": "approve"})
    assert first.context["preview"].ready == 2
    with django_capture_on_commit_callbacks(execute=True):
        second = client.post(
            reverse("review:bulk") + "?region=433124",
            {"outcome": "approve", "until": first.context["until"], "words": ""},
        )
    row = Job.objects.get()
    assert second.url == reverse("review:job", args=[row.pk])
    assert client.get(second.url).context["result"]["decided"] == 2
    assert ReviewTask.objects.open().count() == 1


def test_words_of_the_decision_are_not_taken_for_words_to_search(client, sign_in, reviews, city):
    sign_in(client, city)
    address = reverse("review:bulk") + "?region=433124"
    answer = client.post(address, {"outcome": "return", "words": "请补充销售凭证"})
    assert (answer.status_code, Job.objects.get().total) == (302, 2)


def test_return_without_words_is_shown_again(client, sign_in, reviews, city):
    sign_in(client, city)
    response = client.post(reverse("review:bulk"), {"outcome": "return", "words": ""})
    assert (response.status_code, Job.objects.count()) == (422, 0)


def test_anothers_job_is_not_shown(client, sign_in, reviews, city):
    row = actions.start_bulk({}, Outcome.APPROVE, by=city)
    assert sign_in(client, person("433100")).get(reverse("review:job", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("until", ["", "x", "2020-99-99T00:00", "2020-01-01T00:00:00"])
def test_moment_that_makes_no_sense_is_now(client, sign_in, reviews, city, until):
    sign_in(client, city)
    response = client.post(reverse("review:bulk"), {"outcome": "approve", "until": until})
    assert response.status_code in {302, 422}


def test_running_job_watches_itself(client, sign_in, city):
    row = Job.objects.create(
        kind=queries.BULK, title="审核 3 条", created_by=city, total=3, done=1, state="running"
    )
    page = sign_in(client, city).get(reverse("review:job", args=[row.pk])).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "data-watch" in page
    Job.objects.filter(pk=row.pk).update(
        state="done", finished_at=timezone.now() + datetime.timedelta(1), result={"decided": 3}
    )
    page = client.get(reverse("review:job", args=[row.pk])).content.decode()
    assert ("http-equiv" in page, "data-watch" in page) == (False, False)


def test_failed_job_is_started_again_by_its_owner(
    client, sign_in, toy, reviews, city, django_capture_on_commit_callbacks
):
    row = actions.start_bulk({"region": "433124"}, Outcome.APPROVE, by=city)
    url = reverse("review:job", args=[row.pk])
    sign_in(client, city)
    assert client.post(url).status_code == 409
    Job.objects.filter(pk=row.pk).update(state="failed", result={"error": "断电"})
    assert "断电" in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    row.refresh_from_db()
    assert (row.state, row.result["decided"]) == (Job.State.DONE, 2)


def _job(by, **values):
    return Job.objects.create(
        **{"kind": queries.BULK, "title": "审核通过：3 件", "created_by": by, "total": 3, "done": 1} | values
    )


def test_inbox_leads_back_to_the_job(client, sign_in, city):
    row = _job(city, state=Job.State.RUNNING)
    page = sign_in(client, city).get("/desk/").content.decode()
    assert f'href="{reverse("review:job", args=[row.pk])}">审核通过：3 件</a>' in page


@pytest.mark.parametrize(
    ("values", "is_shown"),
    [
        ({"state": Job.State.WAITING}, True),
        ({"state": Job.State.DONE, "finished_at": timezone.now() - datetime.timedelta(hours=23)}, True),
        ({"state": Job.State.FAILED, "finished_at": timezone.now() - datetime.timedelta(hours=25)}, False),
        ({"kind": "another"}, False),
    ],
)
def test_jobs_shown_are_those_under_way_and_just_ended(city, values, is_shown):
    row = _job(city, **values)
    assert queries.bulk_jobs(city) == ([row] if is_shown else [])


def test_jobs_shown_are_ones_own_and_three_at_most(city, reviews):
    _job(person("433100"))
    rows = [_job(city) for _number in range(4)]
    assert queries.bulk_jobs(city) == rows[:0:-1]
