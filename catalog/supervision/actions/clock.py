"""The clocks: late complaints go up once per level, terms of the blacklist end. Safe twice, late, or after a week."""

from django.db import transaction
from django.utils import timezone

from catalog.supervision import routing
from catalog.supervision.actions.filing import tell
from catalog.supervision.actions.handling import locked
from catalog.supervision.models import Blacklisting, Complaint, SupervisionSettings
from catalog.supervision.states import BLACKLIST, COMPLAINT, Happening
from core.records import record
from core.versions import bump
from review.actions import pass_up


def escalate_late(today=None) -> int:
    """Pass every complaint that is late to the office above, with as many days again; how many went.

    The day moves with it, so a second run finds nothing; at the root a late one stays and stays late.
    """
    today = today or timezone.localdate()
    late = list(Complaint.objects.late(today).order_by("pk").values_list("pk", flat=True))
    days = SupervisionSettings.load().complaint_days
    return sum(_escalate(pk, today, days) for pk in late)


@transaction.atomic
def _escalate(pk, today, days) -> bool:
    complaint = locked(Complaint(pk=pk))
    if not complaint.is_open or complaint.due_on >= today or complaint.task is None:
        return False
    was_due = complaint.due_on
    task = pass_up(complaint.task, days=days)
    if task is None:
        return False
    complaint.state = COMPLAINT.after("escalate", complaint.state)
    complaint.due_on = task.due_on
    complaint.save(update_fields=["state", "due_on"])
    office = routing.office_at(task.region_id, task.organization_kind)
    tell(complaint, Happening.ESCALATED, office, due_on=complaint.due_on)
    record(
        "complaint.escalate",
        complaint,
        by=None,
        region=complaint.region_id,
        was_due=was_due.isoformat(),
        to=task.region_id,
    )
    return True


def lapse_blacklistings(today=None) -> int:
    """End what has reached its last day; how many. The bar ends by itself on the same day."""
    today = today or timezone.localdate()
    overdue = list(Blacklisting.objects.overdue(today).order_by("pk").values_list("pk", flat=True))
    return sum(_lapse(pk, today) for pk in overdue)


@transaction.atomic
def _lapse(pk, today) -> bool:
    entry = Blacklisting.objects.select_for_update(of=("self",)).get(pk=pk)
    if entry not in Blacklisting.objects.overdue(today):
        return False
    end(entry)
    return True


def end(entry):
    """The term of a locked entry is over."""
    entry.state = BLACKLIST.after("lapse", entry.state)
    entry.ended_on = entry.until
    entry.save(update_fields=["state", "ended_on"])
    record("blacklist.lapse", entry, by=None, region=entry.organization.region_id)
    bump("public")
