"""Who may do what as a supplier, to a supplier, for a supplier: a verdict with the sentence that the page prints."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Role
from catalog.rules import may_supply
from catalog.suppliers import queries
from catalog.suppliers.facts import PROMISES, is_id_number
from catalog.suppliers.states import AUTHORIZATION, HANDED_IN, ONBOARDING
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.actions import clean_credit_code
from organizations.models import Kind
from organizations.rules import is_at_work

# Who writes for a supplier; reviewers read.
WRITING = frozenset({Role.ADMINISTRATOR, Role.REPORTER})


def can_write(user) -> Verdict:
    """Write for one's own supplier: its administrators and reporters at work."""
    at_work = is_at_work(user)
    if not at_work:
        return at_work
    if user.organization_id is None or user.organization.kind != Kind.SUPPLIER:
        return no(_("This is for suppliers: your account belongs to another kind of organization."))
    if user.role not in WRITING:
        return no(_("Your account reviews or edits; it hands nothing in."))
    return YES


def may_trade(organization, today=None) -> Verdict:
    """Whether a supplier, whoever acts for it, may bring in something new: approved, not barred, papers in force."""
    today = today or timezone.localdate()
    supply = may_supply(organization)
    if not supply:
        return supply
    standing = queries.standing(organization, today)
    if not standing.is_approved:
        return no(_("The platform operator has not approved this supplier yet: finish the onboarding first."))
    if standing.blocking:
        paper = standing.blocking[0]
        return no(
            _("“%(paper)s” lapsed on %(date)s: hand in the new one first.")
            % {"paper": paper.get_kind_display(), "date": date_format(paper.valid_until)},
            Conflict,
        )
    if standing.missing:
        return no(_("“%(paper)s” is missing: hand it in first.") % {"paper": standing.missing[0].label})
    return YES


def can_apply(user) -> Verdict:
    """Apply for certification: may write for a supplier that may trade."""
    verdict = can_write(user)
    return may_trade(user.organization) if verdict else verdict


def can_publish_ordinary(user) -> Verdict:
    """Publish an ordinary product: as can_apply (C11)."""
    return can_apply(user)


def _own(user, row) -> Verdict:
    verdict = can_write(user)
    if verdict and getattr(row, "organization_id", None) != user.organization_id:
        return no(_("This belongs to another supplier."))
    return verdict


def can_edit(user, onboarding) -> Verdict:
    """Change a draft or a returned onboarding of one's own supplier."""
    verdict = _own(user, onboarding)
    if verdict and not onboarding.is_editable:
        return no(
            _("This version is “%(state)s” and can no longer be changed.")
            % {"state": onboarding.get_state_display()},
            Conflict,
        )
    return verdict


def can_submit(user, onboarding) -> Verdict:
    """Submit a draft or a returned onboarding of one's own supplier, which is not barred."""
    verdict = _own(user, onboarding)
    verdict = ONBOARDING.can("submit", onboarding.state) if verdict else verdict
    return may_supply(user.organization) if verdict else verdict


def can_withdraw(user, onboarding) -> Verdict:
    """Take a submitted onboarding back."""
    verdict = _own(user, onboarding)
    return ONBOARDING.can("withdraw", onboarding.state) if verdict else verdict


def can_request(user, base) -> Verdict:
    """Ask a production base for its authorization."""
    verdict = can_write(user)
    if not verdict:
        return verdict
    if base.kind != Kind.PRODUCTION_BASE:
        return no(_("Only production bases authorize suppliers."))
    if not base.is_active:
        return no(_("%(name)s is closed.") % {"name": base.name}, Conflict)
    return may_supply(user.organization)


def can_request_again(user, authorization) -> Verdict:
    """Ask again after a return."""
    verdict = can_write(user)
    if verdict and authorization.supplier_id != user.organization_id:
        return no(_("This belongs to another supplier."))
    return AUTHORIZATION.can("request", authorization.state) if verdict else verdict


def can_hand_in(user, agreement=None) -> Verdict:
    """Hand a supply agreement in: an approved supplier; a returned one again."""
    verdict = can_apply(user)
    if verdict and agreement is not None:
        if agreement.supplier_id != user.organization_id:
            return no(_("This belongs to another supplier."))
        return HANDED_IN.can("submit", agreement.state)
    return verdict


def can_see(user, supplier) -> Verdict:
    """See what a supplier has handed in: its own people, whoever reviews it, and the offices above it."""
    at_work = is_at_work(user)
    if not at_work or user.organization_id is None:
        return at_work and no(_("Only accounts of an organization that is open may do this."))
    own = user.organization
    if own.pk == supplier.pk:
        return YES
    if not user.can_review:
        return no(_("Your account may not review: ask your administrator."))
    if own.kind == Kind.ASSISTANCE_OFFICE and own.region.contains(supplier.region_id):
        return YES
    if supplier.reviews.filter(tasks__organization=own).exists():
        return YES
    return no(_("This lies outside your territory."))


def problems(onboarding) -> dict[str, list[str]]:
    """Why this onboarding cannot be submitted, by field; empty when it is whole and possible."""
    found: dict[str, list[str]] = {}
    for name, sentence in (
        ("legal_representative", _("Give the name of the legal representative.")),
        ("address", _("Give the address.")),
        ("telephone", _("Give a telephone number.")),
    ):
        if not getattr(onboarding, name).strip():
            found[name] = [sentence]
    _check_identity(onboarding, found)
    if set(PROMISES) - set(onboarding.promises):
        found["promises"] = [_("Tick every promise.")]
    standing = queries.judge(
        queries.papers_of(onboarding), timezone.localdate(), is_person=onboarding.is_natural_person
    )
    papers = [
        _("“%(paper)s” is missing: hand it in first.") % {"paper": kind.label} for kind in standing.missing
    ]
    papers += [
        _("“%(paper)s” lapsed on %(date)s: hand in the new one first.")
        % {"paper": paper.get_kind_display(), "date": date_format(paper.valid_until)}
        for paper in standing.blocking
    ]
    if papers:
        found["papers"] = papers
    return found


def _check_identity(onboarding, found):
    if onboarding.is_natural_person:
        if not queries.allows_natural_persons(onboarding.organization.region):
            found["is_natural_person"] = [
                _("Here only organizations with a unified social credit code become suppliers.")
            ]
        if not is_id_number(onboarding.id_number):
            found["id_number"] = [_("This is no ID number: 18 signs, the last one checks the others.")]
        return
    try:
        if not clean_credit_code(onboarding.uscc):
            found["uscc"] = [_("Give the unified social credit code.")]
    except ValidationError as error:
        found["uscc"] = error.messages
    if "uscc" not in found and queries.taken_codes([onboarding.pk]):
        found["uscc"] = [_("An organization with this unified social credit code exists already.")]
