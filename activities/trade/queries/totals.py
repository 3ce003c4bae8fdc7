"""Sums of approved records, by direction: purchases and sales are never added to one another."""

from django.db.models import Count, Sum

from activities.trade.models import Direction, TradeRecord


def totals(direction: Direction, *, first=None, last=None, city=None, origin=None, category=None) -> dict:
    """{amount (yuan), records, reporters} of what is approved in one direction; days are included, empty is all.

    `city` is the reporters' region with everything below it (A10), `origin` that of the goods.
    """
    rows = TradeRecord.objects.counted().filter(direction=direction)
    rows = rows.reported_within(city).from_within(origin)
    if first:
        rows = rows.filter(traded_on__gte=first)
    if last:
        rows = rows.filter(traded_on__lte=last)
    if category:
        rows = rows.filter(category=category)
    found = rows.order_by().aggregate(
        amount=Sum("amount"), records=Count("pk"), reporters=Count("organization", distinct=True)
    )
    return found | {"amount": found["amount"] or 0}
