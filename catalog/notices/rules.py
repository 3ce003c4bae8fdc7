"""May this person issue, correct, answer? May this row be objected to? Each answer carries its sentence."""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.notices import queries
from catalog.notices.states import LineState
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.rules import is_at_work
from review import rules as review_rules
from review.models import Status


def can_publicise(user) -> Verdict:
    """Issue notices at all: reviewers and administrators of an open office."""
    at_work = is_at_work(user)
    if not at_work:
        return at_work
    if user.organization_id is None or not user.organization.is_office:
        return no(_("Only offices issue notices."))
    if not user.can_review:
        return no(_("Your account may not review: ask your administrator."))
    return YES


def can_issue(user, reviews) -> Verdict:
    """Publicise these reviews together: all wait for a notice of this office, of one kind and with the same days."""
    verdict = can_publicise(user)
    if not verdict:
        return verdict
    if not reviews:
        return no(_("Choose the rows that the notice is about."))
    gone = [review for review in reviews if not _waits(review)]
    gone += queries.with_standing_lines(reviews)
    if gone:
        return no(
            _("“%(title)s” no longer waits for a notice.") % {"title": gone[0].title},
            Conflict,
        )
    if len({review.process for review in reviews}) > 1:
        return no(_("One notice is about one kind of decision: choose rows of one kind."))
    if len({review.publicity_step.publicity_days for review in reviews}) > 1:
        return no(
            _("These rows are publicised for different numbers of days: they need notices of their own.")
        )
    seats = queries.seats_of(user.organization)
    for review in reviews:
        if (review.publicity_step.organization_kind, review.publicity_region_id) not in seats:
            return no(_("“%(title)s” is publicised by another office.") % {"title": review.title})
    return YES


def _waits(review) -> bool:
    return review.status == Status.PUBLICITY and review.publicity_until is None


def can_correct(user, notice) -> Verdict:
    """Issue a correction: the office that issued the notice."""
    verdict = can_publicise(user)
    if verdict and notice.office_id != user.organization_id:
        return no(_("Only the office that issued a notice corrects it."))
    return verdict


def can_see(user, notice) -> Verdict:
    """Read a notice at the desk with its objections: the issuing office and the offices above it."""
    verdict = can_publicise(user)
    if verdict and not user.organization.region.contains(notice.region_id):
        return no(_("This lies outside your territory."))
    return verdict


def can_object(line, today=None) -> Verdict:
    """Object to a row: through the whole of its last day, and while its clock stands still."""
    today = today or timezone.localdate()
    if line.state == LineState.STOPPED or (line.state == LineState.OPEN and today <= line.ends_on):
        return YES
    return no(
        _("The publicity of this row is over: nothing can be raised against it here any more."), Conflict
    )


def can_answer(user, objection) -> Verdict:
    """Answer an objection: whoever may decide its task – the issuing office, or the level above on its own matter."""
    if not objection.is_open:
        who = objection.answered_for.name if objection.answered_for_id else ""
        return no(
            _("%(office)s has answered this objection already (%(outcome)s).")
            % {"office": who, "outcome": objection.get_state_display()},
            Conflict,
        )
    return review_rules.can_decide(user, objection.task)


def can_read_contact(user, objection) -> Verdict:
    """Read where the objector can be asked back: only whoever holds the seat that answers."""
    return review_rules.can_see(user, objection.task)


def can_read(user, objection) -> Verdict:
    """Read an objection: whoever holds the seat that answers it, and the offices above the notice."""
    return can_read_contact(user, objection) or can_see(user, objection.line.notice)
