"""What certified products sold, from approved sale records to the catalogue's columns (O03)."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q, Sum
from django.utils import timezone

from activities.trade.models import Direction, TradeRecord
from activities.trade.states import ONCE_APPROVED
from catalog import actions as catalog_actions

YEAR = datetime.timedelta(days=365)


def record_sales_later(product_ids):
    """Once this transaction is committed let the worker compute what these products sold."""
    from activities.trade.tasks import record_sales_of

    ids = sorted(product_ids)
    transaction.on_commit(lambda: record_sales_of(ids))


@transaction.atomic
def record_sales_of(product_ids, *, today=None) -> int:
    """Write `sales_12m` (the yuan sold in the twelve months up to today) and `last_sold_on` of these products.

    Counts approved sale records only, set-wise; returns how many products changed. Safe to run twice or late.
    """
    today = today or timezone.localdate()
    counted = TradeRecord.objects.counted().filter(direction=Direction.SALE, product__in=product_ids)
    recent = Q(traded_on__gt=today - YEAR, traded_on__lte=today)
    rows = (
        counted.order_by().values("product").annotate(sum=Sum("amount", filter=recent), last=Max("traded_on"))
    )
    sold = {row["product"]: row for row in rows}
    by_day = defaultdict(dict)
    for pk in product_ids:
        row = sold.get(pk, {"sum": None, "last": None})
        by_day[row["last"]][pk] = (row["sum"] or Decimal(0)).quantize(Decimal("0.01"))
    return sum(catalog_actions.record_sales(amounts, day) for day, amounts in by_day.items())


def products_with_sales():
    """Products of which sales were ever counted here; what was only imported stays as it came."""
    counted = TradeRecord.objects.filter(
        direction=Direction.SALE, product__isnull=False, state__in=sorted(ONCE_APPROVED)
    )
    return sorted(set(counted.order_by().values_list("product", flat=True).distinct()))
