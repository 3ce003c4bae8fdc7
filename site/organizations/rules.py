"""What an organization may be, and who has a say over it (B04-B30); who opens whose account: accounts.rules."""

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import OFFICES, PARENT_OF, SELF_REGISTERED, Kind, Organization
from regions.models import Level, Region, prefix_of

# The levels a kind's region may have; a kind that is not named may hang on any.
LEVELS_OF = {
    Kind.ASSISTANCE_OFFICE: frozenset({Level.PROVINCE, Level.PREFECTURE, Level.COUNTY}),
    Kind.AGRICULTURE_BUREAU: frozenset({Level.PROVINCE, Level.PREFECTURE, Level.COUNTY}),
    Kind.WORK_STATION: frozenset({Level.TOWN}),
    # One account per chain and prefecture (B13).
    Kind.CHAIN: frozenset({Level.PREFECTURE}),
    # Locally registered ones only (B15); national platforms are not of this channel (B16).
    Kind.ECOMMERCE_PLATFORM: frozenset({Level.PREFECTURE, Level.COUNTY}),
}


def is_at_work(by) -> Verdict:
    """An active account: the system administrator's, or one of an open organization."""
    if not by.is_active:
        return no(_("This account is suspended."))
    if by.is_superuser or (by.organization_id and by.organization.is_active):
        return YES
    return no(_("Only accounts of an organization that is open may do this."))


def is_over(by, *, region: Region, parent: Organization | None) -> bool:
    """Whether `by` is the administrator of the parent or of an assistance office whose territory holds `region`."""
    if by.is_superuser:
        return True
    if not by.is_administrator:
        return False
    own = by.organization
    if parent is not None and parent.pk == own.pk:
        return True
    return own.kind == Kind.ASSISTANCE_OFFICE and own.region.contains(region)


def fits(*, kind: str, region: Region, parent: Organization | None) -> Verdict:
    """Whether an organization of this kind can hang on this region under this parent, whoever opens it."""
    if kind in OFFICES and not region.code.startswith(prefix_of(settings.ROOT_REGION)):
        return no(_("%(region)s lies outside the territory of this site.") % {"region": region.name})
    if region.level not in LEVELS_OF.get(kind, Level):
        return no(
            _("“%(kind)s” cannot be opened for %(region)s: it belongs to another level.")
            % {"kind": Kind(kind).label, "region": region.name}
        )
    wanted = PARENT_OF.get(kind)
    if wanted is None:
        return YES if parent is None else no(_("This kind of organization belongs to no other."))
    if parent is None or parent.kind != wanted:
        return no(
            _("“%(kind)s” exists only under “%(parent)s”.")
            % {"kind": Kind(kind).label, "parent": Kind(wanted).label}
        )
    if not parent.is_active:
        return no(_("%(name)s is closed.") % {"name": parent.name}, Conflict)
    if not parent.region.contains(region):
        return no(
            _("%(region)s lies outside the territory of %(name)s.")
            % {"region": region.name, "name": parent.name}
        )
    return YES


def can_open(by, *, kind: str, region: Region, parent: Organization | None = None) -> Verdict:
    """Open an organization. `by` None is the system: a verified registration, reference data, the demo."""
    if by is not None:
        at_work = is_at_work(by)
        if not at_work:
            return at_work
        if not is_over(by, region=region, parent=parent):
            return no(_("Only the administrator of the office or organization above may open this."))
    return fits(kind=kind, region=region, parent=parent)


def can_rename(by, organization: Organization) -> Verdict:
    """Correct a name: whoever is above it, and the administrator of one that registered itself."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if not organization.is_active:
        return no(_("%(name)s is closed.") % {"name": organization.name}, Conflict)
    own = by.organization_id == organization.pk
    if own and by.is_administrator and organization.kind in SELF_REGISTERED:
        return YES
    if not own and is_over(by, region=organization.region, parent=organization.parent):
        return YES
    return no(_("Only the office or organization above may change this name."))


def can_complete_name(by, organization: Organization) -> Verdict:
    """Complete the name a market or chain opened a merchant or store under: its own people, once."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if by.organization_id != organization.pk:
        return no(_("Only its own people may complete the name."))
    if organization.is_name_final:
        return no(_("The name is complete already."), Conflict)
    return YES


def can_close(by, organization: Organization) -> Verdict:
    """Close an organization: its parent's administrator, or an assistance office above it; never its own people."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if not organization.is_active:
        return no(_("%(name)s is closed already.") % {"name": organization.name}, Conflict)
    if by.organization_id == organization.pk:
        return no(_("Nobody closes their own organization: the level above does."))
    if not is_over(by, region=organization.region, parent=organization.parent):
        return no(_("Only the administrator of the office or organization above may close it."))
    if organization.is_office and not by.is_superuser and by.organization.level >= organization.level:
        return _above_only(by, organization)
    if organization.members.active().exists():
        return no(_("Close the merchants or stores of %(name)s first.") % {"name": organization.name})
    return YES


def _above_only(by, organization: Organization) -> Verdict:
    """An assistance office may close the bureau beside it; every other office is closed from above."""
    beside = (
        organization.kind == Kind.AGRICULTURE_BUREAU and by.organization.region_id == organization.region_id
    )
    return YES if beside else no(_("Only a higher level may close an office."))
