"""What an administrator sees: the organizations they look after, their people, what can be opened, who did what."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from accounts import rules
from accounts.models import Role, User
from accounts.rules import Opening, Target, Where
from core.models import Record
from organizations.models import PARENT_OF, SELF_REGISTERED, Kind, Organization
from organizations.rules import LEVELS_OF
from regions.models import Level, prefix_of


@dataclass(frozen=True)
class Offer:
    """Something behind the green “+”: colleagues, or people of another organization of a kind."""

    slug: str
    kind: Kind
    roles: tuple[Role, ...]
    levels: tuple[Level, Level]
    organization: Organization | None = None
    region_is_fixed: bool = False

    @property
    def name_may_wait(self) -> bool:
        """Merchants and stores may complete their name themselves."""
        return self.kind in PARENT_OF


def offers(by: User) -> list[Offer]:
    """What this person may open, colleagues first; one entry per kind."""
    found: dict[str, Offer] = {}
    for opening in rules.openings_of(by):
        if opening.where == Where.OWN:
            offer = offer_in(by.organization, opening.roles)
        else:
            offer = _offer_new(by, opening, found.get(opening.kind.value))
        found[offer.slug] = offer
    return list(found.values())


def offer_in(organization: Organization, roles) -> Offer:
    """Another person in an organization that exists."""
    level = organization.level
    slug = "colleague"
    return Offer(slug, Kind(organization.kind), roles, (level, level), organization, region_is_fixed=True)


def _offer_new(by: User, opening: Opening, before: Offer | None) -> Offer:
    levels = sorted(LEVELS_OF.get(opening.kind, Level))
    own = by.organization.level if by.organization_id else Level.PROVINCE
    is_below = opening.where == Where.BELOW and before is None
    levels = [level for level in levels if level > own or (level == own and not is_below)] or [own]
    is_here = opening.where in {Where.HERE, Where.MEMBERS} and before is None
    return Offer(
        opening.kind.value, opening.kind, opening.roles, (levels[0], levels[-1]), region_is_fixed=is_here
    )


def _covered(opening: Opening, own: Organization) -> Q:
    kind = Q(kind=opening.kind)
    match opening.where:
        case Where.OWN:
            return Q(pk=own.pk)
        case Where.HERE:
            return kind & Q(region=own.region_id)
        case Where.BELOW:
            return kind & Q(region__parent=own.region_id)
        case Where.WITHIN:
            return kind & Q(region__code__startswith=own.region.prefix)
        case Where.MEMBERS:
            return kind & Q(parent=own)


def looked_after(by: User):
    """The organizations whose accounts this person manages, their own left out; open and closed ones."""
    organizations = Organization.objects.select_related("region", "parent")
    openings = rules.openings_of(by)
    if by.is_superuser:
        prefix = prefix_of(settings.ROOT_REGION)
        return organizations.filter(kind=Kind.ASSISTANCE_OFFICE, region__code__startswith=prefix)
    if not by.is_administrator:
        return organizations.none()
    own, covered = by.organization, Q(pk__in=[])
    for opening in openings:
        covered |= _covered(opening, own)
    if own.kind == Kind.ASSISTANCE_OFFICE:
        covered |= Q(kind__in=SELF_REGISTERED, region__code__startswith=own.region.prefix)
    return organizations.filter(covered).exclude(pk=own.pk)


def with_numbers(organizations):
    """Each with `active_accounts`, for a list."""
    return organizations.annotate(active_accounts=Count("accounts", filter=Q(accounts__is_active=True)))


def people_of(organization: Organization):
    """Its accounts, active ones first, in the order of their roles."""
    return organization.accounts.order_by("-is_active", "role", "pk")


def accounts_within_reach(by: User):
    """The accounts whose pages this person may open: their own organization's and those they look after."""
    reach = Q(organization__in=looked_after(by).order_by().values("pk"))
    if by.organization_id:
        reach |= Q(organization=by.organization_id)
    return User.objects.filter(reach).select_related("organization__region", "organization__parent")


def roles_in(by: User, organization: Organization) -> tuple[Role, ...]:
    """The roles this person may open and manage in an organization."""
    roles = rules.roles_for(by, Target.of(organization))
    if roles or organization.kind not in SELF_REGISTERED:
        return roles
    own = by.organization
    is_over = by.is_administrator and own and own.kind == Kind.ASSISTANCE_OFFICE
    return (Role.ADMINISTRATOR,) if is_over and own.region.contains(organization.region) else ()


def deeds(by: User, *, person: str = "", organization: str = ""):
    """Who did what in this person's organization and those they look after, newest first (J10).

    People who are no administrators see their own organization's. `person` and `organization` narrow by key.
    """
    records = Record.objects.select_related("actor").order_by("-at", "-pk")
    if not by.is_superuser:
        within = Q(organization_id=by.organization_id)
        if by.is_administrator:
            within |= Q(organization_id__in=looked_after(by).order_by().values("pk"))
        records = records.filter(within)
    if person.isdigit():
        records = records.filter(actor_id=int(person))
    if organization.isdigit():
        records = records.filter(organization_id=int(organization))
    return records
