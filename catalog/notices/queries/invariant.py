"""What verbs and rules ask: who publicises, what waits, whether the calendar is certain."""

import secrets

from django.db.models import Exists, OuterRef, Q

from catalog.notices.models import NoticeLine
from core import workdays
from core.receipts import ALPHABET
from regions.models import Region
from review.models import Review, Status
from review.routing import seat_of


def waits_for_notice():
    """Reviews whose publicity begins only with a notice: without an end, and without a row whose clock stands."""
    standing = NoticeLine.objects.standing().filter(review=OuterRef("pk"))
    return Review.objects.filter(
        ~Exists(standing), status=Status.PUBLICITY, publicity_until__isnull=True
    ).order_by("publicity_region", "pk")


def seats_of(office) -> set[tuple[str, str]]:
    """(kind, region) of the seats this office publicises for: its own, and those below that nobody holds any more."""
    elsewhere = (
        waits_for_notice()
        .filter(
            publicity_step__organization_kind=office.kind,
            publicity_region__code__startswith=office.region.prefix,
        )
        .exclude(publicity_region=office.region_id)
    )
    codes = set(elsewhere.order_by().values_list("publicity_region", flat=True).distinct())
    seats = {(office.kind, office.region_id)}
    for region in Region.objects.filter(pk__in=codes):
        if seat_of(region, region.level, kind=office.kind).region_id == office.region_id:
            seats.add((office.kind, region.pk))
    return seats


def waiting(office):
    """Reviews that wait for a notice of this office, oldest first, with what a list prints."""
    seats = seats_of(office)
    here = Q(
        publicity_step__organization_kind=office.kind,
        publicity_region__in=[region for _kind, region in seats],
    )
    found = waits_for_notice().filter(here)
    return found.select_related("publicity_step", "publicity_region", "applicant", "region", "bundle")


def with_standing_lines(reviews) -> list[Review]:
    """Those of these reviews that stand in a notice already, their clock running or stopped."""
    taken = set(NoticeLine.objects.standing().filter(review__in=reviews).values_list("review_id", flat=True))
    return [review for review in reviews if review.pk in taken]


def seat_of_answer(line, notice) -> tuple[Region, str]:
    """Region and kind of the office that answers objections to a row: the issuing one, or on its own matter the next.

    Once the issuing office is closed, the one above it answers.
    """
    office = notice.office
    if line.review.applicant_id != office.pk and office.is_active:
        return office.region, office.kind
    seat = seat_of(office.region, office.region.level - 1)
    return Region.objects.get(pk=seat.region_id), seat.kind


def is_calendar_confirmed(first, last) -> bool:
    """Whether every year from one day to another has published working days."""
    return all(workdays.is_confirmed(year) for year in range(first.year, last.year + 1))


def fresh_slug(day) -> str:
    """An address that nobody has to look up: the day and six characters."""
    return f"{day:%Y%m%d}-{''.join(secrets.choice(ALPHABET) for _ in range(6)).lower()}"
