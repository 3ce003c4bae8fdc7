"""What rules and verbs look up: terms, rounds, work stations, directories, what would become public."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.certification.facts import MaterialKind
from catalog.certification.models import ApplicationProduct, CertificationRound, Directory, Material, Terms
from content.shown import Shown
from organizations.models import Kind
from review.routing import staffed_offices


def codes_above(code: str) -> list[str]:
    """The codes of a region and of what it lies in, nearest first."""
    return list(dict.fromkeys([code, code[:6], f"{code[:4]}00", f"{code[:2]}0000"]))


def terms_of(codes) -> dict[str, Terms]:
    """Region code → the terms of the nearest region above that has some; else the plain ones. One query."""
    lines = {code: codes_above(code) for code in codes}
    rows = Terms.objects.filter(region__in={above for line in lines.values() for above in line})
    known = {terms.region_id: terms for terms in rows}
    return {
        code: next((known[above] for above in line if above in known), Terms())
        for code, line in lines.items()
    }


def terms_for(region) -> Terms:
    """The terms that hold in a region."""
    return terms_of([region.pk])[region.pk]


def open_rounds(region, on=None):
    """The rounds that take applications from a region today, the nearest office's first."""
    codes = codes_above(region.pk)
    found = CertificationRound.objects.open_on(on or timezone.localdate()).filter(region__in=codes)
    return sorted(found, key=lambda one: (codes.index(one.region_id), one.closes_on, one.pk))


def stations_near(region):
    """The staffed work stations of the county (or township) where an applicant is at home."""
    around = region.county_or_self
    return (
        staffed_offices()
        .filter(kind=Kind.WORK_STATION, region__code__startswith=around.prefix)
        .select_related("region")
        .order_by("region__order", "pk")
    )


def awaiting_stations(application) -> bool:
    """Whether a work station has to be named: where there is one, it endorses first."""
    return application.station_id is None and stations_near(application.organization.region).exists()


def directories_over(codes) -> dict[str, list[Directory]]:
    """Region code → the directories that products from there enter, in their order. One query."""
    lines = {code: codes_above(code) for code in codes}
    rows = Directory.objects.filter(
        is_active=True, region__in={above for line in lines.values() for above in line}
    )
    rows = list(rows.order_by("order", "pk"))
    return {code: [row for row in rows if row.region_id in line] for code, line in lines.items()}


def material_kinds(application_ids) -> dict[int, dict[int | None, set[str]]]:
    """Application → row (None: the whole application) → the kinds of paper that are there. One query."""
    found = defaultdict(lambda: defaultdict(set))
    rows = Material.objects.filter(application__in=application_ids)
    for application, row, kind in rows.values_list("application_id", "product_id", "kind"):
        found[application][row].add(kind)
    return found


def row_label(row, number=None) -> str:
    """How a row is called where it has no name yet."""
    return row.name or _("Product %(number)s") % {"number": number or row.order + 1}


def shown_of(row_ids) -> dict[int, Shown]:
    """What each row would make public: its words and its pictures' descriptions."""
    rows = ApplicationProduct.objects.filter(pk__in=row_ids).select_related("application")
    shown = {}
    for row in rows:
        said = shown[row.pk] = Shown()
        for name in PUBLIC_WORDS:
            said.say(name, ApplicationProduct._meta.get_field(name).verbose_name, getattr(row, name))
        label = row.application._meta.get_field("benefit").verbose_name
        said.say("benefit", label, row.application.benefit)
    pictures = Material.objects.filter(product__in=list(shown), kind=MaterialKind.PICTURE)
    for pk, alt in pictures.values_list("product_id", "alt"):
        shown[pk].say("pictures", Material._meta.get_field("alt").verbose_name, alt)
    return shown


PUBLIC_WORDS = ("name", "brand", "specification", "annual_output", "supply_period", "description")
