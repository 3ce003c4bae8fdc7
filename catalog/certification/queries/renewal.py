"""Which certificates may be renewed now (I05, I06, C-06)."""

import calendar
import datetime

from django.utils import timezone

from catalog.certification.queries.found import terms_for
from catalog.facts import ProductKind
from catalog.models import ProductPage
from catalog.states import Standing

# No window is longer: what is asked of the database before each one's own terms are.
MOST_MONTHS = 12


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier, or the last one of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def renewal_window(product) -> tuple[datetime.date, datetime.date]:
    """The first and the last day on which its renewal may be applied for."""
    terms = terms_for(product.region)
    closes = product.listed_until + datetime.timedelta(days=terms.renewal_grace_days)
    return months_before(product.listed_until, terms.renewal_months), closes


def due_for_renewal(organization, today=None) -> list[ProductPage]:
    """A supplier's certified products whose window is open and which nobody applies for yet, the first to end first."""
    today = today or timezone.localdate()
    found = ProductPage.objects.filter(
        supplier=organization,
        kind=ProductKind.CERTIFIED,
        standing__in=[Standing.LISTED, Standing.EXPIRED],
        listed_until__lte=today + datetime.timedelta(days=31 * MOST_MONTHS),
    )
    found = found.exclude(applied_with__state__in=["draft", "submitted", "returned"])
    products = found.select_related("region").order_by("listed_until", "pk")[:50]
    windows = [(product, *renewal_window(product)) for product in products]
    return [product for product, opens, closes in windows if opens <= today <= closes]
