"""Long work: a `Job` row that the worker carries out and the person who asked for it can watch.

A kind of work is a function `work(job, **parameters) -> dict` under `@job("kind")`, written to be run again from
`job.done` after an interruption: what it has finished it has committed.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from core.models import Job

logger = logging.getLogger(__name__)

# A running job without a sign of life for this long lost its worker.
STRANDED_AFTER = timedelta(minutes=10)

_kinds: dict[str, Callable] = {}


def job(kind: str) -> Callable[[Callable], Callable]:
    """Register the decorated function as the work of `kind`."""

    def remember(function):
        _kinds[kind] = function
        return function

    return remember


def enqueue(kind: str, *, title: str, by, total: int = 0, **parameters) -> Job:
    """A waiting job that the worker takes up once the caller's transaction commits.

    `parameters` must be JSON. Raises KeyError for an unknown kind.
    """
    if kind not in _kinds:
        raise KeyError(kind)
    row = Job.objects.create(
        kind=kind, title=str(title)[:200], created_by=by, total=total, parameters=parameters
    )
    _hand_over(row.pk)
    return row


def progress(row: Job, done: int, total: int | None = None) -> None:
    """Say how far the work is; also the sign of life. To be called outside the work's own transactions."""
    row.done = done
    row.total = row.total if total is None else total
    row.beat_at = timezone.now()
    row.save(update_fields=["done", "total", "beat_at"])


def run_job(job_id: int) -> bool:
    """Carry out a waiting job. False when it is gone or another worker has it; never raises what the work raises."""
    if not _claim(job_id):
        return False
    row = Job.objects.get(pk=job_id)
    try:
        result = _kinds[row.kind](row, **row.parameters) or {}
    except Exception as error:
        logger.exception("job %s (%s) failed", job_id, row.kind)
        _finish(job_id, Job.State.FAILED, {"error": _sentence(error)})
    else:
        _finish(job_id, Job.State.DONE, result)
    return True


def run_again(row: Job, *, by) -> None:
    """Put a failed job of one's own back in the queue. Raises Refused for another's, Conflict unless it failed."""
    if row.created_by_id != by.pk:
        raise Refused(_("Only the person who started this work can start it again."))
    if not Job.objects.filter(pk=row.pk, state=Job.State.FAILED).update(
        state=Job.State.WAITING, finished_at=None
    ):
        raise Conflict(_("This work has not failed."))
    _hand_over(row.pk)


def resume_stranded(now=None) -> int:
    """Take up again what lost its worker or its place in the queue; how many. A timer, safe to run at any time."""
    silent_since = (now or timezone.now()) - STRANDED_AFTER
    Job.objects.filter(state=Job.State.RUNNING, beat_at__lt=silent_since).update(state=Job.State.WAITING)
    waiting = list(
        Job.objects.filter(state=Job.State.WAITING, created_at__lt=silent_since).values_list("pk", flat=True)
    )
    for pk in waiting:
        _hand_over(pk)
    return len(waiting)


def _hand_over(pk):
    from core import tasks  # huey reads the settings when it is imported

    transaction.on_commit(lambda: tasks.run(pk))


def _claim(pk) -> bool:
    waiting = Job.objects.filter(pk=pk, state=Job.State.WAITING)
    return bool(waiting.update(state=Job.State.RUNNING, beat_at=timezone.now()))


def _finish(pk, state, result):
    Job.objects.filter(pk=pk).update(state=state, result=result, finished_at=timezone.now())


def _sentence(error) -> str:
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("The work stopped because of an error. What was finished has been kept; you can start it again.")
