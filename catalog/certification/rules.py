"""May this person apply, mend, submit, take back, open a round? And is what was typed whole? (F03-F08, G12, C-07)"""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from catalog.certification import queries
from catalog.certification.states import APPLICATION, ROUND, RUNNING, ApplicationState, RowState
from catalog.facts import ProductKind
from catalog.states import Standing
from catalog.suppliers import queries as supplier_queries
from catalog.suppliers import rules as supplier_rules
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work

MAX_ROWS = 20
MAX_PICTURES = 9
MAX_PAPERS = 40


def can_apply(user) -> Verdict:
    """Apply for certification: administrators and reporters of an approved supplier that is not barred."""
    verdict = supplier_rules.can_apply(user)
    if not verdict:
        return verdict
    known = supplier_queries.profile(user.organization)
    region = user.organization.region
    if known and known.is_natural_person and not supplier_queries.allows_natural_persons(region):
        return no(_("In your region only organizations with a unified social credit code may apply."))
    return YES


def sees_applications(user) -> bool:
    """Whether the desk has a list of applications for this account."""
    organization = user.organization if user.organization_id else None
    return bool(organization) and (organization.is_office or organization.kind == Kind.SUPPLIER)


def can_begin(user) -> Verdict:
    """Begin an application: who may apply, and while a round is open where rounds are needed (G12)."""
    verdict = can_apply(user)
    if not verdict:
        return verdict
    region = user.organization.region
    if queries.terms_for(region).needs_round and not queries.open_rounds(region):
        return no(_("No round of certification is open for your region now."))
    return YES


def can_renew(user, product, today=None) -> Verdict:
    """Apply again for one's own certified product inside its window (I05, I06, C-06)."""
    verdict = can_begin(user)
    if not verdict:
        return verdict
    if product.supplier_id != user.organization_id:
        return no(_("This product belongs to another supplier."))
    if product.kind != ProductKind.CERTIFIED or product.standing not in {Standing.LISTED, Standing.EXPIRED}:
        return no(_("Only a certified product that was not withdrawn is renewed."), Conflict)
    if product.applied_with.filter(state__in=[RowState.DRAFT, *RUNNING]).exists():
        return no(_("An application for this product is in work already."), Conflict)
    opens, closes = queries.renewal_window(product)
    today = today or timezone.localdate()
    if today < opens:
        return no(_("It can be renewed from %(day)s on.") % {"day": opens.isoformat()}, Conflict)
    if today > closes:
        return no(_("The time for its renewal ended on %(day)s.") % {"day": closes.isoformat()}, Conflict)
    return YES


def _own(user, application) -> Verdict:
    at_work = is_at_work(user)
    if at_work and application.organization_id != user.organization_id:
        return no(_("This application belongs to another organization."))
    if at_work and user.role not in {Role.ADMINISTRATOR, Role.REPORTER}:
        return no(_("Your account reviews or edits; it does not apply."))
    return at_work


def can_edit(user, application) -> Verdict:
    """Change a draft or a returned application of one's own organization."""
    verdict = _own(user, application)
    if verdict and not application.is_editable:
        return no(
            _("This application is “%(state)s” and can no longer be changed.")
            % {"state": application.get_state_display()},
            Conflict,
        )
    return verdict


def can_edit_shared(user, application) -> Verdict:
    """Change what stands for all products: only while none of them is under review."""
    verdict = can_edit(user, application)
    if verdict and application.products.filter(state=RowState.SUBMITTED).exists():
        return no(
            _("Other products of this application are under review: what stands for all of them stays."),
            Conflict,
        )
    return verdict


def can_edit_row(user, row) -> Verdict:
    """Change one product: a draft or a returned one."""
    verdict = can_edit(user, row.application)
    if verdict and not row.is_editable:
        return no(
            _("“%(name)s” is “%(state)s” and can no longer be changed.")
            % {"name": queries.row_label(row), "state": row.get_state_display()},
            Conflict,
        )
    return verdict


def can_change_rows(user, application) -> Verdict:
    """Add products or take them off: only before the first submission."""
    verdict = can_edit(user, application)
    if verdict and application.state != ApplicationState.DRAFT:
        return no(_("After the first submission products are neither added nor taken off."), Conflict)
    return verdict


def can_submit(user, application) -> Verdict:
    """Submit a draft or the returned products of one's own organization."""
    verdict = _own(user, application)
    if verdict:
        verdict = can_apply(user)
    if not verdict:
        return verdict
    state = APPLICATION.can("submit", application.state)
    if not state or application.state != ApplicationState.DRAFT:
        return state
    return _in_time(application)


def _in_time(application) -> Verdict:
    """Where rounds are needed, the first submission falls into an open one."""
    if not queries.terms_for(application.region).needs_round:
        return YES
    if application.round_id and application.round.takes_applications:
        return YES
    return no(_("No round of certification is open for this application: choose another one."), Conflict)


def can_discard(user, application) -> Verdict:
    """Throw a draft away: only what was never submitted."""
    verdict = _own(user, application)
    if verdict and application.state != ApplicationState.DRAFT:
        return no(_("Only a draft that was never submitted can be thrown away."), Conflict)
    return verdict


def can_withdraw(user, application) -> Verdict:
    """Take back whatever of an application still runs."""
    verdict = _own(user, application)
    return APPLICATION.can("withdraw", application.state) if verdict else verdict


def can_see(user, application) -> Verdict:
    """Read an application with its papers: its own people, the offices over it, and whoever was asked about it."""
    at_work = is_at_work(user)
    if not at_work or user.organization_id is None:
        return at_work if not at_work else no(_("This lies outside your territory."))
    if application.organization_id == user.organization_id:
        return YES
    if not user.organization.is_office or not user.can_review:
        return no(_("This application belongs to another organization."))
    found = type(application).objects.visible_to(user).filter(pk=application.pk).exists()
    return YES if found else no(_("This lies outside your territory."))


def can_add_on_the_way(user, application) -> Verdict:
    """Add a letter while the review runs: the applicant, or the assistance offices over it."""
    if application.state not in {ApplicationState.SUBMITTED, ApplicationState.RETURNED}:
        return no(_("Letters are added while the application is under review."), Conflict)
    own = _own(user, application)
    if own:
        return own
    is_office = user.organization_id and user.organization.kind == Kind.ASSISTANCE_OFFICE
    if is_office and user.can_review and user.organization.region.contains(application.region_id):
        return is_at_work(user)
    return no(_("Only the applicant and the offices over it add letters."))


def can_open_round(user) -> Verdict:
    """Open a round for one's own region: administrators and reviewers of an assistance office."""
    at_work = is_at_work(user)
    if not at_work:
        return at_work
    if user.organization_id is None or user.organization.kind != Kind.ASSISTANCE_OFFICE:
        return no(_("Rounds are opened by assistance offices."))
    return YES if user.can_review else no(_("Your account may not review: ask your administrator."))


def can_change_round(user, one, verb) -> Verdict:
    """Close a round or open it again: people of the office that opened it."""
    verdict = can_open_round(user)
    if verdict and one.opened_by_id != user.organization_id:
        return no(_("Only the office that opened this round may do this."))
    return ROUND.can(verb, one.state) if verdict else verdict


def require_whole(application):
    """Raises ValidationError with a sentence at each field or paper that is missing or impossible."""
    from catalog.certification.whole import problems

    found = problems(application)
    if found:
        raise ValidationError(found)
