"""Claim a task and give it back (认领)."""

from django.db import transaction
from django.utils import timezone

from core.records import record
from review import rules
from review.models import ReviewTask


def _locked(task):
    return (
        ReviewTask.objects.select_for_update(of=("self",))
        .select_related("review", "step", "applicant")
        # PostgreSQL re-reads the locked row but not what was joined to it: the claimer has to come afterwards.
        .prefetch_related("claimed_by")
        .get(pk=task.pk)
    )


@transaction.atomic
def claim_task(task, *, by) -> ReviewTask:
    """Say that `by` will decide it; nobody else can until it is given back."""
    task = _locked(task)
    rules.can_claim(by, task).require()
    task.claimed_by, task.claimed_at = by, timezone.now()
    task.save(update_fields=["claimed_by", "claimed_at"])
    record("review.claim", task, by=by, region=task.subject_region_id)
    return task


@transaction.atomic
def release_task(task, *, by) -> ReviewTask:
    """Give a claim back, one's own or (administrators) a colleague's."""
    task = _locked(task)
    rules.can_release(by, task).require()
    task.claimed_by = task.claimed_at = None
    task.save(update_fields=["claimed_by", "claimed_at"])
    record("review.release", task, by=by, region=task.subject_region_id)
    return task
