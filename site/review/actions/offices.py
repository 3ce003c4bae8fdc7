"""When an office closes or has nobody left, what waited for it moves up (design 6)."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import workdays
from core.records import record
from organizations.models import Kind
from review.advance import PARTIES
from review.models import ReviewTask, TaskKind, TaskState
from review.routing import Place, Router, seat_of, staffed_offices


def reroute_after_close(organization, *, by):
    """What waited for an organization that has just been closed goes to the seat above; in the closing transaction."""
    reroute_stranded_tasks(Q(organization=organization) | _seat(organization.region_id, organization.kind))


@transaction.atomic
def reroute_stranded_tasks(only: Q | None = None) -> int:
    """Move open tasks that nobody can decide any more to the seat above them; returns how many.

    A seat is lost when its office closed or has nobody left who may decide, a named organization when it closed. A
    timer, safe to run at any time; `only` narrows it to some tasks.
    """
    tasks = list(
        _stranded(only)
        .select_for_update(of=("self",))
        .select_related("step", "region", "applicant__region", "applicant__parent__region")
        .select_related("organization", *(f"review__{party}" for party in PARTIES))
        .order_by("pk")
    )
    if not tasks:
        return 0
    router, moved = Router([task.review or Place(task.region) for task in tasks]), 0
    for task in tasks:
        seat = _seat_now(task, router)
        before = (task.region_id, task.organization_kind, task.organization_id)
        if (seat.region_id, seat.kind, seat.organization_id) != before:
            task.region_id, task.organization_kind, task.organization_id = (
                seat.region_id,
                seat.kind,
                seat.organization_id,
            )
            task.claimed_by = task.claimed_at = None
            task.save(
                update_fields=["region", "organization_kind", "organization", "claimed_by", "claimed_at"]
            )
            details = {"before": before[0], "after": seat.region_id}
            record("review.reroute", task, by=None, region=task.subject_region_id, **details)
            moved += 1
    return moved


@transaction.atomic
def pass_up(task, *, days, by=None) -> ReviewTask | None:
    """Give a late task to the nearest staffed office above its seat, with `days` working days; None at the top."""
    task = ReviewTask.objects.select_for_update(of=("self",)).get(pk=task.pk, state=TaskState.OPEN)
    before = task.region_id
    seat = seat_of(task.region, task.region.level - 1)
    if seat.region_id == before:
        return None
    task.region_id, task.organization_kind, task.organization_id = seat.region_id, seat.kind, None
    task.claimed_by = task.claimed_at = None
    task.due_on = workdays.add_workdays(timezone.localdate(), days)
    task.save()
    record("review.pass_up", task, by=by, region=task.subject_region_id, before=before, after=seat.region_id)
    return task


def _seat_now(task, router):
    if task.kind == TaskKind.STEP:
        return router.seat(task.step, task.review)
    return router.climb(task.region, _kind_above(task), task.region.level, barred=task.applicant_id)


def _kind_above(task):
    return Kind.ASSISTANCE_OFFICE if task.organization_id else task.organization_kind


def _seat(region_id, kind) -> Q:
    return Q(organization__isnull=True, region_id=region_id, organization_kind=kind)


def _stranded(only):
    """Open tasks whose seat has no staffed office, or whose organization closed; returned drafts stay."""
    tasks = ReviewTask.objects.open().exclude(kind=TaskKind.MEND)
    if only is not None:
        tasks = tasks.filter(only)
    seats = set(
        tasks.filter(organization__isnull=True)
        .order_by()
        .values_list("region_id", "organization_kind")
        .distinct()
    )
    staffed = set(staffed_offices().values_list("region_id", "kind"))
    lost = Q(organization__closed_at__isnull=False)
    for region_id, kind in sorted(seats - staffed):
        # Above the root there is nobody: what waits there stays.
        if region_id != settings.ROOT_REGION:
            lost |= _seat(region_id, kind)
    return tasks.filter(lost)
