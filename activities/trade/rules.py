"""Who reports, sees, mends, submits and takes back trade records (B04-B22, N24, the permission matrix)."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Role
from activities.trade.models import Direction, TradeRecord, TradeSwitch
from activities.trade.states import IN_WORK, ONCE_APPROVED, RECORD, RecordState
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from regions.models import Level

# Who reports what: the five channels (B19) buy and sell, those that consume only buy (B17), suppliers sell (O03).
BOTH = (Direction.PURCHASE, Direction.SALE)
DIRECTIONS = {
    Kind.WHOLESALE_MARKET: BOTH,
    Kind.MERCHANT: BOTH,
    Kind.CHAIN: BOTH,
    Kind.STORE: BOTH,
    Kind.ECOMMERCE_PLATFORM: BOTH,
    Kind.ENTERPRISE: (Direction.PURCHASE,),
    Kind.BUDGET_UNIT: (Direction.PURCHASE,),
    Kind.SUPPLIER: (Direction.SALE,),
}


def directions_of(organization) -> tuple:
    """What this organization reports; nothing for offices and others that do not trade."""
    return DIRECTIONS.get(organization.kind, ())


def switch_of(region) -> TradeSwitch | None:
    """The switch that decides for a region: its own or the nearest one above (A11)."""
    codes = {region.code, region.code[:6], region.code[:4] + "00", region.code[:2] + "0000"}
    found = TradeSwitch.objects.filter(region__in=codes).select_related("region")
    return max(found, key=lambda switch: switch.region.level, default=None)


def is_on_for(region) -> Verdict:
    """Whether trade is reported in this region; where nobody has switched anything it is."""
    switch = switch_of(region)
    if switch is None or switch.is_on:
        return YES
    return no(_("Trade records are not yet reported in %(region)s.") % {"region": region.name})


def can_trade(user) -> Verdict:
    """Be a reporter of trade records at all, wherever reporting is switched on: by kind of organization and role."""
    if not getattr(user, "is_active", False):
        return no(_("This account is suspended."))
    organization = user.organization
    if organization is None or not organization.is_active or not directions_of(organization):
        return no(
            _(
                "Trade records are reported by markets, chains, platforms, enterprises, budget units and suppliers."
            )
        )
    if user.role not in {Role.ADMINISTRATOR, Role.REPORTER}:
        return no(_("Your account reviews or edits; it does not report."))
    return YES


def can_report(user) -> Verdict:
    """Write trade records: a reporter, where reporting is switched on (A11)."""
    verdict = can_trade(user)
    return verdict and is_on_for(user.organization.region)


def _own(user, record) -> Verdict:
    verdict = can_trade(user)
    if verdict and record.organization_id != user.organization_id:
        return no(_("This record belongs to another organization."))
    return verdict


def can_edit(user, record) -> Verdict:
    """Change a draft or a returned record of one's own organization."""
    verdict = _own(user, record)
    if verdict and not record.is_editable:
        return no(
            _("This record is “%(state)s” and can no longer be changed: correct it by a new version.")
            % {"state": record.state_word},
            Conflict,
        )
    return verdict


def can_submit(user, record) -> Verdict:
    """Submit a draft or a returned record of one's own organization, where reporting is on."""
    verdict = _own(user, record) and RECORD.can("submit", record.state)
    return verdict and is_on_for(user.organization.region)


def can_discard(user, record) -> Verdict:
    """Throw a draft away: only what was never submitted."""
    verdict = _own(user, record)
    if verdict and record.state != RecordState.DRAFT:
        return no(_("Only a draft that was never submitted can be thrown away."), Conflict)
    return verdict


def can_withdraw(user, record) -> Verdict:
    """Take a submitted or returned record back."""
    verdict = _own(user, record)
    return verdict and RECORD.can("withdraw", record.state)


def can_copy(user, record) -> Verdict:
    """Begin a new record from a former one of one's own organization."""
    verdict = _own(user, record)
    return verdict and is_on_for(user.organization.region)


def can_correct(user, record) -> Verdict:
    """Begin a new version of an approved record; one at a time."""
    verdict = can_copy(user, record)
    if not verdict:
        return verdict
    if record.state != RecordState.APPROVED:
        return no(_("Only an approved record is corrected by a new version."), Conflict)
    if record.corrections.filter(state__in=sorted(IN_WORK)).exists():
        return no(_("A correction of this record is already in work."), Conflict)
    return YES


def seen_by(user) -> Q:
    """The condition on records that this person may read; the same table that `can_see` asks (N24, matrix).

    Reporters see their own organization's. Administrators of markets and chains also see what their members have
    submitted. Offices see what was submitted in their territory – counties and cities everything of theirs, the
    province what has been approved, and everything of those that hang on the province itself (A12).
    """
    nothing = Q(pk__in=[])
    organization = getattr(user, "organization", None)
    if not getattr(user, "is_active", False) or organization is None or not organization.is_active:
        return nothing
    if organization.kind == Kind.ASSISTANCE_OFFICE:
        return _seen_by_office(user, organization) if user.can_review else nothing
    if user.role not in {Role.ADMINISTRATOR, Role.REPORTER} or not directions_of(organization):
        return nothing
    own = Q(organization=organization)
    if user.role == Role.ADMINISTRATOR:
        return own | Q(parent=organization) & ~Q(state=RecordState.DRAFT)
    return own


def _seen_by_office(user, office) -> Q:
    region = office.region
    if region.level == Level.PREFECTURE:
        return Q(city=region) & ~Q(state=RecordState.DRAFT)
    inside = Q(region_id__gte=region.prefix, region_id__lt=str(int(region.prefix) + 1))
    if region.level != Level.PROVINCE:
        return inside & ~Q(state=RecordState.DRAFT)
    hanging = Q(city=region) & ~Q(state=RecordState.DRAFT)
    approved = Q(state__in=sorted(ONCE_APPROVED))
    # The deployment's own province sees all there is: no range is asked for it.
    return hanging | approved if region.pk == settings.ROOT_REGION else hanging | inside & approved


def sees_trade(user) -> bool:
    """Whether the desk shows this person trade records at all: reporters, and reviewers of assistance offices."""
    organization = getattr(user, "organization", None)
    if organization is None or not getattr(user, "is_active", False):
        return False
    if organization.kind == Kind.ASSISTANCE_OFFICE:
        return user.can_review
    return bool(can_trade(user))


def can_see(user, record) -> Verdict:
    """Read a record with its vouchers."""
    if not getattr(user, "is_active", False) or user.organization_id is None:
        return no(_("Sign in to see this."))
    if TradeRecord.objects.filter(seen_by(user), pk=record.pk).exists():
        return YES
    if user.organization.kind == Kind.ASSISTANCE_OFFICE:
        return no(_("This lies outside your territory, or is not yet yours to see."))
    return no(_("This record belongs to another organization."))


def can_see_voucher(user, link) -> Verdict:
    """Open a voucher through one of the records it serves; the record decides."""
    return can_see(user, link.record)
