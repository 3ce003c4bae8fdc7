"""Reads of supervision: lists of the desk, the complainant's own view, what everybody may read."""

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from catalog.supervision import targets
from catalog.supervision.models import Blacklisting, Complaint, Inspection
from catalog.supervision.models.complaints import KEY
from catalog.supervision.routing import office_at
from catalog.supervision.states import (
    BlacklistState,
    ComplaintState,
    Happening,
    InspectionState,
    Quality,
    Verdict,
)
from core.receipts import read_receipt
from organizations.models import Organization
from review.models import ReviewTask

PER_PAGE = 20

TONES = {
    ComplaintState.RECEIVED: "waiting",
    ComplaintState.INVESTIGATING: "waiting",
    ComplaintState.ESCALATED: "returned",
    ComplaintState.ANSWERED: "done",
    ComplaintState.DISMISSED: "closed",
    BlacklistState.PROPOSED: "waiting",
    BlacklistState.IN_FORCE: "refused",
    BlacklistState.DECLINED: "closed",
    BlacklistState.LAPSED: "closed",
    BlacklistState.REHABILITATED: "done",
    InspectionState.PLANNED: "waiting",
    InspectionState.CANCELLED: "closed",
    Verdict.PASSED: "done",
    Verdict.REMARKS: "done",
    Verdict.FAILED: "refused",
}
_HAPPENING = {
    Happening.RECEIVED: ("", "inbox"),
    Happening.TAKEN_UP: ("waiting", "eye"),
    Happening.ESCALATED: ("returned", "triangle-alert"),
    Happening.ANSWERED: ("done", "message-square-text"),
    Happening.DISMISSED: ("refused", "ban"),
}


def complaints_of(user, *, state="", topic="", q=""):
    """Complaints an account has to do with, narrowed; open ones by their day, else the newest first."""
    rows = Complaint.objects.visible_to(user).select_related("region", "office")
    seat = ReviewTask.objects.open().filter(process=KEY, subject_id=OuterRef("pk"))
    rows = rows.annotate(seat=Subquery(seat.values("region__name")[:1]))
    if topic:
        rows = rows.filter(topic=topic)
    if q:
        number = read_receipt(q)
        rows = rows.filter(Q(receipt=number) if number else Q(about_title__icontains=q))
    if state == "late":
        return rows.late(timezone.localdate()).order_by("due_on", "pk")
    if state == "open" or not state:
        return rows.open().order_by("due_on", "pk")
    if state == "all":
        return rows.order_by("-filed_at", "-pk")
    return rows.filter(state=state).order_by("-filed_at", "-pk")


def trail(complaint) -> list[dict]:
    """What happened to a complaint, for components/timeline.html; offices are named, persons never."""
    events = complaint.events.select_related("organization")
    return [
        {
            "tone": _HAPPENING[event.kind][0],
            "icon": _HAPPENING[event.kind][1],
            "what": event.get_kind_display(),
            "who": event.organization.name if event.organization_id else "",
            "when": event.at,
            "words": _("An answer is due by %(day)s.") % {"day": event.due_on.isoformat()}
            if event.due_on
            else "",
        }
        for event in events
    ]


def notes_of(complaint) -> list[dict]:
    """The internal notes, for components/timeline.html."""
    return [
        {
            "tone": "",
            "icon": "pencil",
            "what": note.author.name,
            "who": note.organization.name,
            "when": note.at,
            "words": note.words,
        }
        for note in complaint.notes.select_related("author", "organization")
    ]


def target_of(complaint):
    """What it is about as it is today (a Target), or None when it is not public any more."""
    return targets.find(complaint.about_kind, complaint.about_id)


def handling_office(complaint) -> Organization | None:
    """Whose turn it is now, or who closed it."""
    if complaint.task:
        return office_at(complaint.task.region_id, complaint.task.organization_kind)
    return complaint.office


def status_of(receipt: str, pin: str) -> Complaint | None:
    """The complaint of a receipt number with its four digits; None when either is wrong, without saying which."""
    number = read_receipt(receipt)
    found = Complaint.objects.filter(receipt=number).first() if number else None
    if found is None or not constant_time_compare(found.pin, pin.strip()):
        return None
    return found


def published():
    """Closed complaints with a public summary, the newest first."""
    return Complaint.objects.published().select_related("region", "office").order_by("-published_at", "-pk")


def blacklist(*, q="", state="", organization=None):
    """Public entries, in force first; found by name or code."""
    rows = Blacklisting.objects.public().select_related("organization__region", "office", "end_office")
    if q:
        rows = rows.filter(Q(organization__name__icontains=q) | Q(organization__uscc=q.upper()))
    if organization:
        rows = rows.filter(organization=organization)
    if state == "in_force":
        rows = rows.in_force()
    elif state == "ended":
        rows = rows.exclude(state=BlacklistState.IN_FORCE)
    # “in_force” sorts before “lapsed” and “rehabilitated”.
    return rows.order_by("state", "-decided_at", "-pk")


def entries_of(user, *, state="", q=""):
    """Entries at the desk: proposals of one's territory first, then what is public."""
    rows = Blacklisting.objects.visible_to(user).select_related(
        "organization__region", "office", "proposed_office"
    )
    if state in BlacklistState.values:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(organization__name__icontains=q) | Q(organization__uscc=q.upper()))
    return rows.order_by("-created_at", "-pk")


def inspections_of(user, *, state="", q=""):
    """Inspections an account has to do with: planned ones by their day first."""
    rows = Inspection.objects.visible_to(user).select_related("product", "supplier", "region", "organization")
    if q:
        rows = rows.filter(Q(product__title__icontains=q) | Q(supplier__name__icontains=q))
    if state in InspectionState.values:
        rows = rows.filter(state=state)
    elif state in Verdict.values:
        rows = rows.filter(verdict=state)
    return rows.order_by("-planned_on", "-pk")


def checks_of(inspection) -> list[tuple[str, str, str]]:
    """(guarantee, word, tone) of all four."""
    words = {True: (_("held"), "done"), False: (_("not held"), "refused"), None: (_("not checked"), "plain")}
    return [(quality.label, *words[inspection.checks.get(quality.value)]) for quality in Quality]


def supervised_facts(supplier) -> dict:
    """What a supplier's page says of its supervision: entries on the blacklist and the newest inspections."""
    return {
        "entries": list(blacklist(organization=supplier)[:5]),
        "inspections": list(
            Inspection.objects.done()
            .filter(supplier=supplier)
            .select_related("product", "supplier", "organization")[:5]
        ),
    }
