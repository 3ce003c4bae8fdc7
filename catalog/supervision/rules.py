"""Who may handle complaints, inspect, blacklist and rehabilitate: verdicts with the sentence that pages print.

The table: a county office proposes for the blacklist, the offices above it decide (J05, I14); each in its territory.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.states import LISTING
from catalog.supervision.models import Blacklisting
from catalog.supervision.states import (
    BLACKLIST,
    COMPLAINT,
    INSPECTION,
    BlacklistState,
    ComplaintState,
)
from content import rules as content_rules
from content.shown import Shown
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work
from regions.models import Level
from review import rules as review_rules

# Who decides about the blacklist, and who proposes.
DECIDES = frozenset({Level.PROVINCE, Level.PREFECTURE})
# Who inspects (D13, J06): the offices, the bureau of agriculture, and the platform operator.
INSPECTS = frozenset({Kind.ASSISTANCE_OFFICE, Kind.AGRICULTURE_BUREAU, Kind.OPERATOR})


def _reviews(by) -> Verdict:
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if by.organization_id is None:
        return no(_("The system administrator decides nothing."))
    if not by.can_review:
        return no(_("Your account may not review: ask your administrator."))
    return YES


def _office_over(by, region) -> Verdict:
    """People who review at an assistance office whose territory holds the region."""
    verdict = _reviews(by)
    if not verdict:
        return verdict
    if by.organization.kind != Kind.ASSISTANCE_OFFICE:
        return no(_("Only assistance offices do this."))
    if not by.organization.region.contains(region):
        return no(_("This lies outside your territory."))
    return YES


def sees_supervision(by) -> bool:
    """Whether the desk has these pages for this account."""
    return bool(_reviews(by)) and by.organization.kind in INSPECTS


def can_see(by, complaint) -> Verdict:
    """Read a complaint: the offices over its place, and whoever holds its task."""
    verdict = _office_over(by, complaint.region)
    if verdict:
        return verdict
    at_work = _reviews(by)
    if not at_work:
        return at_work
    if complaint.office_id == by.organization_id:
        return YES
    return review_rules.can_see(by, complaint.task) if complaint.task else verdict


def can_read_contact(by, complaint) -> Verdict:
    """See who complained: only the office whose turn it is, or that closed it."""
    return _holds(by, complaint)


def _holds(by, complaint) -> Verdict:
    if complaint.task:
        return review_rules.can_decide(by, complaint.task)
    verdict = _reviews(by)
    if verdict and complaint.office_id != by.organization_id:
        return no(_("Only the office that handled the complaint may do this."))
    return verdict


def _may(verb, by, complaint) -> Verdict:
    return _first_no(COMPLAINT.can(verb, complaint.state), _holds(by, complaint))


def can_take_up(by, complaint) -> Verdict:
    """Begin to investigate."""
    return _may("take_up", by, complaint)


def can_note(by, complaint) -> Verdict:
    """Write an internal note, while it is open."""
    if not complaint.is_open:
        return no(_("The complaint is closed: its notes are complete."), Conflict)
    return _holds(by, complaint)


def can_establish(by, complaint) -> Verdict:
    """Say what the investigation found."""
    if complaint.state in {ComplaintState.RECEIVED, ComplaintState.ESCALATED}:
        return no(_("Begin the investigation first."), Conflict)
    return _may("establish", by, complaint)


def can_answer(by, complaint) -> Verdict:
    """Answer the complainant: after an investigation with a finding (J03)."""
    if complaint.state in {ComplaintState.RECEIVED, ComplaintState.ESCALATED}:
        return no(_("Begin the investigation first."), Conflict)
    verdict = _may("answer", by, complaint)
    if verdict and not complaint.finding:
        return no(_("Say first what the investigation found."))
    return verdict


def can_dismiss(by, complaint) -> Verdict:
    """Not accept it: no concern of this site, or nothing that could be looked into."""
    return _may("dismiss", by, complaint)


def can_withdraw_product(by, case, product) -> Verdict:
    """Have the product leave because a complaint or an inspection verified a violation (I10, J05)."""
    if product is None:
        return no(_("This is not about a product."))
    if not case.is_true:
        return only_verified()
    return _first_no(_office_over(by, product.region), LISTING.can("delist", product.standing))


def only_verified() -> Verdict:
    """What a case that verified nothing is told."""
    return no(_("Only a verified violation has consequences: say first what was found."))


def _may_be_blacklisted(organization) -> Verdict:
    if organization is None:
        return no(_("This is not about an organization."))
    if organization.is_office:
        return no(_("A public office is not blacklisted: its own superiors answer for it."))
    if (
        Blacklisting.objects.in_force()
        .filter(organization=organization, until__gte=timezone.localdate())
        .exists()
    ):
        return no(_("%(name)s is on the blacklist already.") % {"name": organization.name}, Conflict)
    return YES


def can_blacklist(by, organization) -> Verdict:
    """Decide it: reviewers and administrators of the city's or the province's office over the territory."""
    verdict = _first_no(_may_be_blacklisted(organization), is_over(by, organization))
    if verdict and by.organization.level not in DECIDES:
        return no(_("A county office proposes; the city or the province decides about the blacklist."))
    return verdict


def is_over(by, organization) -> Verdict:
    """An assistance office over an organization that is not its own."""
    if organization is None:
        return no(_("This is not about an organization."))
    return _office_over(by, organization.region)


def can_propose(by, organization) -> Verdict:
    """Propose it to the office above: a county's office, once at a time."""
    verdict = _first_no(_may_be_blacklisted(organization), is_over(by, organization))
    if not verdict:
        return verdict
    if by.organization.level in DECIDES:
        return no(_("Your office decides itself: it need not propose."))
    if Blacklisting.objects.proposed().filter(organization=organization).exists():
        return no(_("%(name)s has been proposed already.") % {"name": organization.name}, Conflict)
    return YES


def can_decline(by, blacklisting) -> Verdict:
    """Not adopt a proposal: who could have adopted it."""
    verdict = _first_no(BLACKLIST.can("decline", blacklisting.state), is_over(by, blacklisting.organization))
    if verdict and by.organization.level not in DECIDES:
        return no(_("A county office proposes; the city or the province decides about the blacklist."))
    return verdict


def can_rehabilitate(by, blacklisting) -> Verdict:
    """End it early: the office that decided, or one above it."""
    if blacklisting.state == BlacklistState.PROPOSED:
        return no(_("It is only proposed."), Conflict)
    verdict = _first_no(
        BLACKLIST.can("rehabilitate", blacklisting.state), is_over(by, blacklisting.organization)
    )
    if verdict and by.organization.level > blacklisting.office.level:
        return no(_("Only the office that decided, or one above it, may end it."))
    return verdict


def can_see_entry(by, blacklisting) -> Verdict:
    """Read an entry at the desk: what is public, and proposals of one's territory."""
    if Blacklisting.objects.public().filter(pk=blacklisting.pk).exists():
        return YES
    return is_over(by, blacklisting.organization)


def can_plan(by, supplier, region) -> Verdict:
    """Plan an inspection in one's territory; nobody inspects themselves."""
    verdict = _reviews(by)
    if not verdict:
        return verdict
    if by.organization.kind not in INSPECTS:
        return no(_("Only offices and the platform operator inspect."))
    if supplier.pk == by.organization_id:
        return no(_("Nobody inspects themselves."))
    if not by.organization.region.contains(region):
        return no(_("This lies outside your territory."))
    return YES


def can_record(by, inspection) -> Verdict:
    """Write down what an inspection found: whoever planned it."""
    return _first_no(INSPECTION.can("record", inspection.state), _is_of(by, inspection))


def can_cancel(by, inspection) -> Verdict:
    """Call an inspection off."""
    return _first_no(INSPECTION.can("cancel", inspection.state), _is_of(by, inspection))


def _is_of(by, inspection) -> Verdict:
    verdict = _reviews(by)
    if verdict and by.organization_id != inspection.organization_id:
        return no(_("This inspection is another office's."))
    return verdict


def can_see_inspection(by, inspection) -> Verdict:
    """Read an inspection with its evidence: the offices over its place, and whoever planned it."""
    own = _is_of(by, inspection)
    return own or _office_over(by, inspection.region)


def may_say(name, place, words) -> Verdict:
    """Whether everybody may read these words."""
    shown = Shown()
    shown.say(name, place, words)
    return content_rules.can_be_public(shown)


def _first_no(*verdicts) -> Verdict:
    return next((verdict for verdict in verdicts if not verdict), YES)
