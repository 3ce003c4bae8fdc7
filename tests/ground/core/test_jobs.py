from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from core import jobs
from core.errors import Conflict, Refused
from core.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.core import JobFactory

pytestmark = pytest.mark.django_db

ran = []


@jobs.job("test")
def _count(job, upto=0, fail=None):
    ran.append(job.pk)
    for number in range(job.done, upto):
        jobs.progress(job, number + 1, upto)
    if fail:
        raise {"refused": Refused("不可以"), "invalid": ValidationError("不对"), "bug": KeyError("x")}[fail]
    return {"counted": upto}


@pytest.fixture(autouse=True)
def _nothing_ran():
    ran.clear()


def test_job_runs_after_commit_and_keeps_its_result(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("test", title="数数", by=UserFactory(), total=3, upto=3)
        assert (job.state, ran) == (Job.State.WAITING, [])
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == (Job.State.DONE, 3, 3, {"counted": 3})
    assert job.finished_at is not None
    assert job.is_over is True


def test_unknown_kind_is_a_mistake():
    with pytest.raises(KeyError):
        jobs.enqueue("nothing", title="", by=UserFactory())
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("fail", "sentence"),
    [
        ("refused", "不可以"),
        ("invalid", "不对"),
        ("bug", "任务因出错而中断。已完成的部分已保留，可以重新开始。"),
    ],
)
def test_failure_leaves_a_sentence(fail, sentence):
    job = JobFactory(parameters={"fail": fail})
    assert jobs.run_job(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.FAILED, {"error": sentence})


@pytest.mark.parametrize("state", [Job.State.RUNNING, Job.State.DONE, Job.State.FAILED])
def test_job_that_does_not_wait_is_not_run(state):
    assert jobs.run_job(JobFactory(state=state).pk) is False
    assert ran == []


def test_job_that_is_gone_is_not_run():
    assert jobs.run_job(0) is False


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_job_once():
    job = JobFactory()
    start = Barrier(3)

    def work(_):
        try:
            start.wait()
            return jobs.run_job(job.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(work, range(3)))
    assert sorted(answers) == [False, False, True]
    assert ran == [job.pk]


def test_failed_job_goes_on_where_it_stopped(django_capture_on_commit_callbacks):
    job = JobFactory(failed=True, done=2, total=5, parameters={"upto": 5})
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run_again(job, by=job.created_by)
    job.refresh_from_db()
    assert (job.state, job.done, job.result) == (Job.State.DONE, 5, {"counted": 5})


def test_only_its_owner_starts_a_job_again():
    job = JobFactory(failed=True)
    with pytest.raises(Refused, match="发起人"):
        jobs.run_again(job, by=UserFactory())


def test_job_that_has_not_failed_is_not_started_again():
    job = JobFactory(state=Job.State.DONE)
    with pytest.raises(Conflict):
        jobs.run_again(job, by=job.created_by)


def test_stranded_jobs_are_taken_up_again(django_capture_on_commit_callbacks):
    now = timezone.now()
    long_ago = now - timedelta(hours=1)
    silent = JobFactory(state=Job.State.RUNNING, beat_at=long_ago, created_at=long_ago)
    forgotten = JobFactory(created_at=long_ago)
    alive = JobFactory(state=Job.State.RUNNING, beat_at=now, created_at=long_ago)
    fresh = JobFactory()
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.resume_stranded(now) == 2
    states = {job.pk: job.state for job in Job.objects.all()}
    assert states == {
        silent.pk: Job.State.DONE,
        forgotten.pk: Job.State.DONE,
        alive.pk: Job.State.RUNNING,
        fresh.pk: Job.State.WAITING,
    }
    assert jobs.resume_stranded(now) == 0
