"""When an office closes or has nobody left, its tasks move up (design 6)."""

from django.db import transaction

from core.records import record
from organizations.actions import close_organization
from review.models import ReviewTask
from review.routing import Router


@transaction.atomic
def close_office(organization, *, by):
    """Close an organization; tasks that waited for it go to the parent region."""
    close_organization(organization, by=by)
    reroute_stranded_tasks(region=organization.region_id, kind=organization.kind)


@transaction.atomic
def reroute_stranded_tasks(*, region=None, kind=None) -> int:
    """Move open chain tasks whose seat has no open, staffed office to the seat the chain names now; returns how many."""
    tasks = ReviewTask.objects.open().filter(step__isnull=False, organization__isnull=True)
    if region:
        tasks = tasks.filter(region_id=region, organization_kind=kind)
    tasks = list(
        tasks.select_for_update(of=("self",)).select_related(
            "step", "review__applicant__region", "review__applicant__parent", "review__partner_region", "review__assigned"
        )
    )
    router, moved = Router([task.review for task in tasks]), 0
    for task in tasks:
        seat = router.seat(task.step, task.review)
        if (seat.region_id, seat.kind) != (task.region_id, task.organization_kind):
            before, task.region_id = task.region_id, seat.region_id
            task.claimed_by = task.claimed_at = None
            task.save(update_fields=["region", "claimed_by", "claimed_at"])
            record("review.reroute", task, by=None, region=task.subject_region_id, before=before, after=seat.region_id)
            moved += 1
    return moved
