"""Who may set a withdrawal going, mend it, and give it up: a verdict with its sentence (I14, I15, C-14)."""

from django.utils.translation import gettext as _

from catalog.certification.withdrawal.models import Withdrawal
from catalog.certification.withdrawal.reasons import REASONS
from catalog.certification.withdrawal.states import WITHDRAWAL, WithdrawalState
from catalog.facts import ProductKind
from catalog.rules import may_say
from catalog.states import LISTING
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work


def is_office_over(by, product) -> Verdict:
    """Somebody who decides at an assistance office over the place of origin."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if by.organization_id is None or by.organization.kind != Kind.ASSISTANCE_OFFICE or not by.can_review:
        return no(_("Only reviewers and administrators of an assistance office propose a withdrawal."))
    if not by.organization.region.contains(product.region_id):
        return no(_("The place of origin lies outside the territory of your office."))
    return YES


def can_be_withdrawn(product) -> Verdict:
    """A certified product that is in the directory and whose withdrawal is not under way."""
    if product.kind != ProductKind.CERTIFIED:
        return no(
            _("Only certified products are withdrawn; an ordinary one is taken off the list."), Conflict
        )
    verdict = LISTING.can("delist", product.standing)
    if verdict and Withdrawal.objects.running().filter(product=product).exists():
        return no(_("A withdrawal of this product is under way already."), Conflict)
    return verdict


def can_propose(by, product) -> Verdict:
    """Set a withdrawal going."""
    verdict = is_office_over(by, product)
    return can_be_withdrawn(product) if verdict else verdict


def can_mend(by, withdrawal) -> Verdict:
    """Change the words of a returned one and send it again: the office that proposed it."""
    verdict = _own(by, withdrawal)
    return WITHDRAWAL.can("submit", withdrawal.state) if verdict else verdict


def can_drop(by, withdrawal) -> Verdict:
    """Give it up: the office that proposed it, while it runs."""
    verdict = _own(by, withdrawal)
    return WITHDRAWAL.can("drop", withdrawal.state) if verdict else verdict


def can_confirm(by, withdrawal) -> Verdict:
    """Take up what the site has proposed by itself."""
    verdict = _own(by, withdrawal)
    if verdict and withdrawal.state != WithdrawalState.PROPOSED:
        return no(_("This proposal has been answered already."), Conflict)
    return verdict


def can_give_reason(reason, words) -> Verdict:
    """One of the five reasons, with words that everybody may read."""
    if reason not in REASONS:
        return no(_("Choose one of the five reasons."))
    if not words.strip():
        return no(_("Say in words why: they stand on the product's page."))
    return may_say(words)


def _own(by, withdrawal) -> Verdict:
    verdict = is_office_over(by, withdrawal.product)
    if verdict and by.organization_id != withdrawal.office_id:
        return no(_("Another office has proposed this withdrawal."))
    return verdict
