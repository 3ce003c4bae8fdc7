"""Whose turn a complaint is: product → the county of origin, supplier → its county, notice → its issuer, else the root.

Where a county has no staffed office, the next one above; so too when the first is late.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.supervision.targets import Target
from core.errors import Conflict
from organizations.models import Kind, Organization
from regions.models import Level
from review.routing import Seat, seat_of, staffed_offices


def first_seat(target: Target) -> Seat:
    """The office that handles a complaint about this first."""
    office = target.office
    if office is not None and staffed_offices().filter(pk=office.pk).exists():
        return Seat(office.region_id, office.kind)
    region = office.region if office is not None else target.region
    return seat_of(region, min(region.level, Level.COUNTY))


def office_at(region_id: str, kind=Kind.ASSISTANCE_OFFICE) -> Organization | None:
    """The open office of a seat."""
    return Organization.objects.active().filter(kind=kind, region=region_id).first()


def party_of(target: Target) -> Organization:
    """Whom the task is about: the party, else the root office in whose name the site stands.

    An office that is complained about is not named here, for it answers for itself first. Raises Conflict when the
    site has no office at all.
    """
    found = target.party or office_at(settings.ROOT_REGION)
    if found is None:
        raise Conflict(_("This site has no office yet that could take complaints. Please telephone."))
    return found
