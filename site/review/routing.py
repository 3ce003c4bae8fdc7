"""Whose turn it is: from a step and an applicant to a seat, climbing where a level has no office (C-05)."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.models import Role, User
from organizations.models import Kind, Organization
from regions.models import Region, prefix_of
from review.models import Scope, Separation, Step


@dataclass(frozen=True)
class Seat:
    """Who a task waits for: one organization, or a kind of organization in a region."""

    region_id: str
    kind: str
    organization_id: int | None = None


class Place:
    """A region seen as routing sees a review: what is not of an applicant's climbs from here."""

    parent = None
    assigned = None
    partner_region_id = None

    def __init__(self, region):
        self.applicant = self
        self.region = region


def seat_of(region: Region, level: int, *, kind=Kind.ASSISTANCE_OFFICE) -> Seat:
    """The nearest open, staffed office of a kind from `level` upwards on the line above a region; else the root's."""
    return Router([Place(region)]).climb(region, kind, level)


def staffed_offices():
    """Open offices that have somebody who may decide."""
    staff = User.objects.filter(
        organization=OuterRef("pk"), is_active=True, role__in=[Role.ADMINISTRATOR, Role.REVIEWER]
    )
    return Organization.objects.active().offices().filter(Exists(staff))


def lines(regions) -> dict[str, list[Region]]:
    """code → the region and those above it up to the deployment's root, nearest first; one query for all of them."""
    regions = {region.pk: region for region in regions}
    wanted = {code[:2] + "0000" for code in regions} | {code[:4] + "00" for code in regions}
    wanted |= {code[:6] for code in regions}
    known = {region.pk: region for region in Region.objects.governed().filter(pk__in=wanted)} | regions
    found = {}
    for code, region in regions.items():
        above = {code[:2] + "0000", code[:4] + "00", code[:6]} - {code}
        line = [known[other] for other in above if other in known and known[other].level < region.level]
        line = [region, *sorted(line, key=lambda other: -other.level)]
        if settings.ROOT_REGION in (codes := [other.pk for other in line]):
            line = line[: codes.index(settings.ROOT_REGION) + 1]
        found[code] = line
    return found


class Router:
    """Finds seats for many reviews at once: one query for the regions on the way, one for their offices."""

    def __init__(self, reviews):
        regions = [review.applicant.region for review in reviews]
        regions += [review.partner_region for review in reviews if review.partner_region_id]
        regions += [
            part.region for review in reviews for part in (review.applicant.parent, review.assigned) if part
        ]
        self.lines = lines(regions)
        codes = {region.pk for line in self.lines.values() for region in line}
        offices = staffed_offices().filter(region_id__in=codes)
        self.offices = {(office.kind, office.region_id): office.pk for office in offices}

    def applies(self, step: Step, review) -> bool:
        """Whether the step is asked at all: by the applicant's level, and never from above it."""
        level = review.applicant.region.level
        if step.only_for_levels and level not in step.only_for_levels:
            return False
        if step.scope == Scope.PARENT:
            return review.applicant.parent_id is not None
        if step.scope == Scope.ASSIGNED:
            return review.assigned_id is not None
        if step.scope == Scope.COUNTERPART:
            # A partner outside the territory has no office here that could be asked.
            inside = prefix_of(settings.ROOT_REGION)
            return review.partner_region_id is not None and review.partner_region_id.startswith(inside)
        return step.level <= level

    def seat(self, step: Step, review) -> Seat:
        """The seat for `step`: the office at its level, or the nearest open, staffed one above, not the applicant's.

        At the root nobody is above: the seat is the root's, and another person decides.
        """
        if step.scope in {Scope.PARENT, Scope.ASSIGNED}:
            named = review.applicant.parent if step.scope == Scope.PARENT else review.assigned
            if named.is_active:
                return Seat(named.region_id, named.kind, named.pk)
            return self.climb(named.region, Kind.ASSISTANCE_OFFICE, named.region.level)
        region = review.applicant.region if step.scope == Scope.TERRITORY else review.partner_region
        barred = review.applicant_id if step.separation == Separation.ORGANIZATION else None
        return self.climb(region, step.organization_kind, step.level, barred=barred)

    def climb(self, region: Region, kind: str, level: int, *, barred=None) -> Seat:
        """The nearest open, staffed office of a kind from `level` upwards, never the `barred` one; else the root's."""
        for candidate in self.lines[region.pk]:
            office = self.offices.get((kind, candidate.pk))
            if candidate.level <= level and office and office != barred:
                return Seat(candidate.pk, kind)
        return Seat(settings.ROOT_REGION, kind)
