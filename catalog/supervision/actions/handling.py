"""An office handles a complaint: take up, note, establish, answer, dismiss (J03)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.supervision import rules
from catalog.supervision.actions.filing import tell
from catalog.supervision.actions.writing import clean, require_public
from catalog.supervision.models import Complaint, InvestigationNote
from catalog.supervision.states import COMPLAINT, Finding, Happening
from core.records import record
from core.versions import bump
from review.actions import close_task
from review.models import Outcome

MOST_NOTE = 5000
MOST_ANSWER = 3000
MOST_SUMMARY = 1000


def locked(complaint) -> Complaint:
    """The complaint re-read under lock."""
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("region", "party__region")
    return rows.get(pk=complaint.pk)


@transaction.atomic
def take_up(complaint, *, by) -> Complaint:
    """Begin the investigation. Raises Refused or Conflict with a sentence."""
    complaint = locked(complaint)
    rules.can_take_up(by, complaint).require()
    complaint.state = COMPLAINT.after("take_up", complaint.state)
    complaint.save(update_fields=["state"])
    tell(complaint, Happening.TAKEN_UP, by.organization)
    record("complaint.take_up", complaint, by=by, region=complaint.region_id)
    return complaint


@transaction.atomic
def add_note(complaint, words, *, by) -> InvestigationNote:
    """Write down what was learnt, for colleagues only. Raises Refused, Conflict, ValidationError."""
    complaint = locked(complaint)
    rules.can_note(by, complaint).require()
    words = clean("words", words, most=MOST_NOTE, compulsory=_("Write the note first."))
    return _note(complaint, words, by)


def _note(complaint, words, by):
    note = InvestigationNote.objects.create(
        complaint=complaint,
        words=words,
        author=by,
        organization=by.organization,
        is_demo=complaint.is_demo,
    )
    record("complaint.note", complaint, by=by, region=complaint.region_id)
    return note


@transaction.atomic
def read_contact(complaint, *, by) -> str:
    """The complainant's contact, for the office whose turn it is; the reading is recorded. Raises Refused."""
    complaint = locked(complaint)
    rules.can_read_contact(by, complaint).require()
    record("complaint.read_contact", complaint, by=by, region=complaint.region_id)
    return complaint.contact


@transaction.atomic
def establish(complaint, finding, words, *, by) -> Complaint:
    """Say what the investigation found; the reasons become a note. May be said anew until the answer.

    Raises Refused, Conflict, ValidationError by field.
    """
    complaint = locked(complaint)
    rules.can_establish(by, complaint).require()
    if finding not in Finding.values:
        raise ValidationError({"finding": _("Choose what the investigation found.")})
    words = clean("words", words, most=MOST_NOTE, compulsory=_("Say on what evidence."))
    complaint.state = COMPLAINT.after("establish", complaint.state)
    complaint.finding = finding
    complaint.save(update_fields=["state", "finding"])
    _note(complaint, f"{Finding(finding).label}\n{words}", by)
    record("complaint.establish", complaint, by=by, region=complaint.region_id, finding=finding)
    return complaint


@transaction.atomic
def answer_complaint(complaint, *, by, answer, summary="") -> Complaint:
    """Answer the complainant, who reads it by receipt; `summary`, if given, is for everybody (J03, J04).

    Of two answers at once one is taken. Raises Refused, Conflict, ValidationError by field.
    """
    complaint = locked(complaint)
    rules.can_answer(by, complaint).require()
    return _close(
        complaint, "answer", Happening.ANSWERED, Outcome.APPROVE, by=by, answer=answer, summary=summary
    )


@transaction.atomic
def dismiss_complaint(complaint, *, by, answer, summary="") -> Complaint:
    """Not accept it, with words that the complainant reads. Raises Refused, Conflict, ValidationError by field."""
    complaint = locked(complaint)
    rules.can_dismiss(by, complaint).require()
    return _close(
        complaint, "dismiss", Happening.DISMISSED, Outcome.REFUSE, by=by, answer=answer, summary=summary
    )


def _close(complaint, verb, happening, outcome, *, by, answer, summary):
    answer = clean(
        "answer", answer, most=MOST_ANSWER, compulsory=_("Say it in words: the complainant reads them.")
    )
    summary = clean("summary", summary, most=MOST_SUMMARY)
    require_public("answer", _("Answer"), answer)
    require_public("summary", _("Public summary"), summary)
    now = timezone.now()
    close_task(complaint.task, outcome, by=by, words=answer)
    complaint.state = COMPLAINT.after(verb, complaint.state)
    complaint.answer, complaint.summary = answer, summary
    complaint.office, complaint.closed_by, complaint.closed_at = by.organization, by, now
    complaint.published_at = now if summary else None
    complaint.save()
    tell(complaint, happening, by.organization)
    record(f"complaint.{verb}", complaint, by=by, region=complaint.region_id, published=bool(summary))
    if summary:
        bump("public")
    return complaint
