"""Whose turn it is: from a step and an applicant to a seat, climbing where a level has no office (C-05)."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.models import Role, User
from organizations.models import Organization
from regions.models import Region
from review.models import Scope, Separation, Step


@dataclass(frozen=True)
class Seat:
    """Who a task waits for: one organization, or a kind of organization in a region."""

    region_id: str
    kind: str
    organization_id: int | None = None


def path(region: Region) -> list[Region]:
    """The region and those above it up to the deployment's root, nearest first."""
    line = []
    for ancestor in reversed(region.ancestors()):
        line.append(ancestor)
        if ancestor.pk == settings.ROOT_REGION:
            break
    return line


class Router:
    """Finds seats for many reviews at once: one query for all offices on the way."""

    def __init__(self, reviews):
        self.lines = {}
        for review in reviews:
            for region in filter(None, (review.applicant.region, review.partner_region)):
                if region.pk not in self.lines:
                    self.lines[region.pk] = path(region)
        codes = {region.pk for line in self.lines.values() for region in line}
        staffed = User.objects.filter(
            organization=OuterRef("pk"), is_active=True, role__in=[Role.ADMINISTRATOR, Role.REVIEWER]
        )
        offices = Organization.objects.active().offices().filter(Exists(staffed), region_id__in=codes)
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
            return review.partner_region_id is not None
        return step.level <= level

    def seat(self, step: Step, review) -> Seat:
        """The seat for `step`: the office at its level, or the nearest above that is open, staffed and not the applicant's.

        At the root nobody is above: the seat is the root's, and another person decides.
        """
        if step.scope == Scope.PARENT:
            parent = review.applicant.parent
            return Seat(parent.region_id, parent.kind, parent.pk)
        if step.scope == Scope.ASSIGNED:
            return Seat(review.assigned.region_id, review.assigned.kind, review.assigned_id)
        region = review.applicant.region if step.scope == Scope.TERRITORY else review.partner_region
        line = self.lines[region.pk]
        for candidate in line:
            if candidate.level > step.level:
                continue
            office = self.offices.get((step.organization_kind, candidate.pk))
            own = step.separation == Separation.ORGANIZATION and office == review.applicant_id
            if office and not own:
                return Seat(candidate.pk, step.organization_kind)
        return Seat(line[-1].pk, step.organization_kind)
