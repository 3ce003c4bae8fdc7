"""Reads that need more than one queryset word."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils.translation import gettext as _

from regions.models import CountyClass, Level, Pairing, Region, code_of


def root() -> Region:
    """The region this deployment serves (settings.ROOT_REGION).

    Raises ImproperlyConfigured, with what to do, when it is not among the loaded regions.
    """
    try:
        return Region.objects.get(code=settings.ROOT_REGION)
    except Region.DoesNotExist:
        message = f"ROOT_REGION {settings.ROOT_REGION!r} is no loaded region: run `manage.py load_reference`."
        raise ImproperlyConfigured(message) from None


def find(code: str) -> Region:
    """The region of a code as typed by anyone, retired ones too; else Region.DoesNotExist."""
    if not (code.isascii() and code.isdigit()):
        raise Region.DoesNotExist(code)
    return Region.objects.select_related("successor").get(code=code)


def current_region(code: str) -> Region:
    """The region of a code, or what follows it today: 431121 祁阳县 gives 431181 祁阳市.

    A retired region without a successor is returned itself. Raises Region.DoesNotExist for an unknown code.
    """
    region = find(code)
    passed = {region.code}
    while region.is_retired and region.successor and region.successor.code not in passed:
        region = region.successor
        passed.add(region.code)
    return region


def children_of(code, *, max_level=Level.TOWN):
    """What lies directly in a region (or code; "" for the provinces), today, counties first.

    Headings are left out and what they head stands in their place: 420000 has 仙桃 beside 武汉.
    """
    found = (
        Region.objects.current().governed().filter(level__lte=max_level).order_by("level", "order", "code")
    )
    return found.filter(parent=code_of(code)) if code else found.provinces()


def prefecture_of(region: Region) -> Region | None:
    """The prefecture it lies in; None above, and where a county hangs on its province."""
    return region.ancestor_at(Level.PREFECTURE)


def county_class_on(region: Region, date=None) -> CountyClass | None:
    """The class a county has on a day (today unless told); None if it has none (A04, C-08)."""
    return CountyClass.objects.on(date).filter(region=region).first()


def poor_counties(on=None, within=None):
    """National and provincial poor counties of a day, inside a region; the root's unless told (A05)."""
    poor = [CountyClass.Kind.NATIONAL_POOR, CountyClass.Kind.PROVINCIAL_POOR]
    classes = CountyClass.objects.on(on).filter(kind__in=poor)
    inside = Region.objects.within(within or settings.ROOT_REGION)
    return inside.filter(pk__in=classes.values("region")).in_official_order()


def pairs_of(region: Region, on=None):
    """The pairings of a region, as helper or helped, on a day (today unless told) (A08, A09)."""
    pairs = Pairing.objects.on(on).filter(Q(helper=region) | Q(helped=region))
    return pairs.select_related("helper", "helped")


def retired_sentence(region: Region) -> str:
    """What to tell somebody whose code is no longer in force; "" for one that is."""
    if not region.is_retired:
        return ""
    heir = current_region(region.code)
    values = {"old": region.name, "old_code": region.code, "new": heir.name, "new_code": heir.code}
    if heir == region:
        return _("%(old)s (%(old_code)s) no longer exists, and no region has taken its place.") % values
    return _("%(old)s (%(old_code)s) is %(new)s (%(new_code)s) today; that is what is used.") % values
