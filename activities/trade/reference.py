"""Periods, units and measures as shipped (N01-N03, N09, C-11, C-16); editors may change, add and hide."""

import datetime

from activities.trade.models import Dimension, Entry, MeasuredIn, TradePeriod, Unit
from catalog.models import Category

ORDER = 50

PERIODS = (
    ("2020-h1", "2020年上半年补登", Entry.BACKFILL, datetime.date(2020, 1, 1), datetime.date(2020, 6, 30)),
    ("2020-07", "2020年7月起登记", Entry.REGISTRATION, datetime.date(2020, 7, 1), None),
)
MASS, COUNT, VOLUME = Dimension.MASS, Dimension.COUNT, Dimension.VOLUME
# key, name, dimension, how many kilograms, pieces or litres.
UNITS = (
    ("kg", "千克", MASS, "1"),
    ("jin", "斤", MASS, "0.5"),
    ("ton", "吨", MASS, "1000"),
    ("gram", "克", MASS, "0.001"),
    ("piece", "件", COUNT, "1"),
    ("box", "箱", COUNT, "1"),
    ("bag", "袋", COUNT, "1"),
    ("bottle", "瓶", COUNT, "1"),
    ("head", "头（只）", COUNT, "1"),
    ("litre", "升", VOLUME, "1"),
    ("millilitre", "毫升", VOLUME, "0.001"),
)
# Solid goods are weighed or counted; only what is liquid is measured in litres too.
SOLID = ("grain", "vegetables", "fungi", "fruit", "nuts", "tea", "livestock")


def load(progress):
    """Bring what is not there yet; what editors changed or hid stays as it is."""
    periods = [
        TradePeriod(key=key, name=name, entry=entry, first_day=first, last_day=last)
        for key, name, entry, first, last in PERIODS
    ]
    units = [
        Unit(key=key, name=name, dimension=dimension, factor=factor, order=order)
        for order, (key, name, dimension, factor) in enumerate(UNITS, start=1)
    ]
    for model, rows in ((TradePeriod, periods), (Unit, units)):
        known = set(model.objects.values_list("key", flat=True))
        model.objects.bulk_create(row for row in rows if row.key not in known)
    measured = set(MeasuredIn.objects.values_list("category_id", flat=True))
    solid = Category.objects.filter(key__in=SOLID, parent__isnull=True).exclude(pk__in=measured)
    MeasuredIn.objects.bulk_create(
        MeasuredIn(category=category, dimension=dimension)
        for category in solid
        for dimension in (MASS, COUNT)
    )
    progress("periods and units of trade", len(UNITS), len(UNITS))
