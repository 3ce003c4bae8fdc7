"""Who opens, suspends and hands over whose account (B04-B21 and the permission matrix)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import AccountSettings, Role, User
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import SELF_REGISTERED, Kind, Organization
from organizations.rules import is_at_work
from regions.models import Level, Region


class Where(StrEnum):
    """Where the new account's organization lies, seen from the opener's."""

    OWN = "own"  # the opener's own organization
    HERE = "here"  # another one on the same region
    BELOW = "below"  # on a region directly below
    WITHIN = "within"  # on the same region or anywhere below
    MEMBERS = "members"  # belongs to the opener's organization


@dataclass(frozen=True)
class Opening:
    """Accounts of these roles may be opened in organizations of this kind, there."""

    kind: Kind
    where: Where
    roles: tuple[Role, ...]


ADMINISTRATOR = (Role.ADMINISTRATOR,)
OFFICE_PEOPLE = (Role.ADMINISTRATOR, Role.REVIEWER, Role.REPORTER)
REPORTER = (Role.REPORTER,)
SYSTEM = "system"

OFFICE, STATION, BUREAU = Kind.ASSISTANCE_OFFICE, Kind.WORK_STATION, Kind.AGRICULTURE_BUREAU
MARKET, CHAIN, PLATFORM = Kind.WHOLESALE_MARKET, Kind.CHAIN, Kind.ECOMMERCE_PLATFORM

# (kind, level) of the opener's organization → what its administrators open. What is not here is not opened:
# reviewers, reporters, merchants, stores and platforms open nothing (B07, B12, B14, B15); national platforms have
# no kind (B16). A chain is chain × prefecture (B13).
OPENINGS: dict[tuple[str, Level | None], tuple[Opening, ...]] = {
    (SYSTEM, None): (Opening(OFFICE, Where.WITHIN, ADMINISTRATOR),),
    (OFFICE, Level.PROVINCE): (
        Opening(OFFICE, Where.OWN, (*OFFICE_PEOPLE, Role.EDITOR)),
        Opening(OFFICE, Where.BELOW, OFFICE_PEOPLE),
        Opening(BUREAU, Where.HERE, OFFICE_PEOPLE),
        Opening(BUREAU, Where.BELOW, OFFICE_PEOPLE),
        Opening(MARKET, Where.WITHIN, ADMINISTRATOR),
        Opening(CHAIN, Where.WITHIN, ADMINISTRATOR),
        Opening(PLATFORM, Where.WITHIN, ADMINISTRATOR),
        Opening(Kind.OPERATOR, Where.WITHIN, OFFICE_PEOPLE),
        Opening(Kind.PRODUCTION_BASE, Where.WITHIN, ADMINISTRATOR),
    ),
    (OFFICE, Level.PREFECTURE): (
        Opening(OFFICE, Where.OWN, OFFICE_PEOPLE),
        Opening(OFFICE, Where.BELOW, OFFICE_PEOPLE),
        Opening(BUREAU, Where.HERE, OFFICE_PEOPLE),
        Opening(BUREAU, Where.BELOW, OFFICE_PEOPLE),
        Opening(STATION, Where.WITHIN, OFFICE_PEOPLE),
        Opening(MARKET, Where.WITHIN, ADMINISTRATOR),
        Opening(CHAIN, Where.HERE, ADMINISTRATOR),
        Opening(PLATFORM, Where.WITHIN, ADMINISTRATOR),
        Opening(Kind.OPERATOR, Where.WITHIN, OFFICE_PEOPLE),
        Opening(Kind.PRODUCTION_BASE, Where.WITHIN, ADMINISTRATOR),
    ),
    # Only while AccountSettings.county_opens_accounts is on ("configurable" in the matrix).
    (OFFICE, Level.COUNTY): (
        Opening(OFFICE, Where.OWN, OFFICE_PEOPLE),
        Opening(BUREAU, Where.HERE, OFFICE_PEOPLE),
        Opening(STATION, Where.BELOW, OFFICE_PEOPLE),
        Opening(Kind.PRODUCTION_BASE, Where.WITHIN, ADMINISTRATOR),
    ),
    (MARKET, None): (Opening(Kind.MERCHANT, Where.MEMBERS, REPORTER),),
    (CHAIN, None): (Opening(Kind.STORE, Where.MEMBERS, REPORTER),),
}


@dataclass(frozen=True)
class Target:
    """The organization an account is to be opened in: one that exists, or one that would be opened with it."""

    kind: str
    region: Region
    parent_id: int | None = None
    pk: int | None = None

    @classmethod
    def of(cls, organization: Organization) -> "Target":
        """An organization that exists."""
        return cls(organization.kind, organization.region, organization.parent_id, organization.pk)


def openings_of(by: User) -> tuple[Opening, ...]:
    """What this person may open; nothing unless they are an administrator at work (B07)."""
    if not is_at_work(by):
        return ()
    if by.is_superuser:
        return OPENINGS[SYSTEM, None]
    if not by.is_administrator:
        return ()
    own = by.organization
    found = OPENINGS.get((own.kind, own.level)) or OPENINGS.get((own.kind, None), ())
    if found and own.kind == OFFICE and own.level == Level.COUNTY and not _county_opens():
        return ()
    return found


def _county_opens() -> bool:
    return AccountSettings.load().county_opens_accounts


def _lies_there(opening: Opening, own: Organization | None, target: Target) -> bool:
    if own is None:
        return opening.where == Where.WITHIN
    match opening.where:
        case Where.OWN:
            return target.pk == own.pk
        case Where.HERE:
            return target.region.pk == own.region_id
        case Where.BELOW:
            return target.region.parent_id == own.region_id
        case Where.WITHIN:
            return own.region.contains(target.region)
        case Where.MEMBERS:
            return target.parent_id == own.pk and own.region.contains(target.region)


def roles_for(by: User, target: Target) -> tuple[Role, ...]:
    """The roles in which this person may open accounts there; empty for none."""
    for opening in openings_of(by):
        if opening.kind == target.kind and _lies_there(opening, by.organization, target):
            return opening.roles
    return ()


def can_open_accounts(by: User) -> Verdict:
    """Whether the green “+” leads anywhere for this person."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if openings_of(by):
        return YES
    if not by.is_administrator:
        return no(_("Only administrators open accounts: ask yours."))
    if by.organization.kind == OFFICE:
        return no(_("Here the city office opens the accounts of county offices."))
    return no(_("An organization of this kind opens no accounts."))


def can_open_account(by: User, *, target: Target, role: str) -> Verdict:
    """Open an account of `role` in the target organization (B04, B05, B09-B16, B21)."""
    may_at_all = can_open_accounts(by)
    if not may_at_all:
        return may_at_all
    kinds = {opening.kind for opening in openings_of(by)}
    if target.kind not in kinds:
        return no(_("You cannot open accounts of the kind “%(kind)s”.") % {"kind": Kind(target.kind).label})
    roles = roles_for(by, target)
    if not roles:
        return no(
            _("%(region)s lies outside of what you open accounts for.") % {"region": target.region.name}
        )
    if role not in roles:
        return no(_("You cannot open an account in the role “%(role)s” here.") % {"role": Role(role).label})
    return YES


def can_manage(by: User, user: User) -> Verdict:
    """Suspend, resume, hand over: whoever may open such an account; for those that registered, the office over them."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if user.organization_id is None:
        return no(_("The system administrator's account is not managed here."))
    if not (by.is_administrator or by.is_superuser):
        return no(_("Only administrators manage accounts: ask yours."))
    organization = user.organization
    if user.role in roles_for(by, Target.of(organization)):
        return YES
    own = by.organization
    if (
        organization.kind in SELF_REGISTERED
        and own
        and own.kind == OFFICE
        and own.region.contains(organization.region)
    ):
        return YES
    return no(_("This account belongs to an organization that you do not open accounts for."))


def _is_active(user: User) -> Verdict:
    return YES if user.is_active else no(_("This account is suspended already."), Conflict)


def can_suspend(by: User, user: User) -> Verdict:
    """Suspend: never oneself, and the last administrator of an office only from the level above."""
    if by.pk == user.pk:
        return no(_("Nobody suspends themself: hand your account over instead."))
    may = can_manage(by, user) and _is_active(user)
    if not may:
        return may
    if by.organization_id == user.organization_id and user.is_administrator and not _others_administer(user):
        return no(
            _("%(name)s is the last administrator here: only the level above may suspend.")
            % {"name": user.name}
        )
    return YES


def _others_administer(user: User) -> bool:
    others = User.objects.filter(organization=user.organization_id, role=Role.ADMINISTRATOR, is_active=True)
    return others.exclude(pk=user.pk).exists()


def can_resume(by: User, user: User) -> Verdict:
    """Resume a suspended account of an organization that is open."""
    may = can_manage(by, user)
    if not may:
        return may
    if user.is_active:
        return no(_("This account is active already."), Conflict)
    if user.is_released:
        return no(
            _("The number of this account belongs to another account by now: open a new one."), Conflict
        )
    if not user.organization.is_active:
        return no(_("%(name)s is closed.") % {"name": user.organization.name}, Conflict)
    return YES


def can_hand_over(by: User, user: User) -> Verdict:
    """Hand an account over to another person: whoever manages it, and administrators their own."""
    may = is_at_work(by) if by.pk == user.pk and by.is_administrator else can_manage(by, user)
    return may and _is_active(user)


def can_use_password(user: User) -> Verdict:
    """Offices and the system administrator may add a password and a second factor."""
    if user.is_superuser or (user.organization_id and user.organization.is_office):
        return YES
    return no(_("Only offices sign in with a password; everybody signs in with a code."))
