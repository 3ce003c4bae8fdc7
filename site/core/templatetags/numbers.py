"""Numbers as people read them; an empty value is shown as a dash, so that a gap is seen to be one."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

from core import money

register = template.Library()

GAP = "–"


@register.filter
def yuan(value) -> str:
    """Money in the largest unit that fits: 1.23亿元."""
    return GAP if value in (None, "") else money.readable(value)


@register.filter
def wan(value) -> str:
    """Yuan as a number of 万元 with two decimals, without the unit: 12,345.60."""
    if value in (None, ""):
        return GAP
    return money.spaced((Decimal(value) / money.UNITS[money.WAN]).quantize(money.CENT, ROUND_HALF_UP))


@register.filter
def count(value) -> str:
    """A number of things with thousands separators."""
    return GAP if value in (None, "") else money.spaced(Decimal(value), trim=True)


@register.filter
def percent(value) -> str:
    """A ratio as a percentage with at most one decimal: 0.1234 is 12.3%."""
    if value in (None, ""):
        return GAP
    return money.spaced((Decimal(str(value)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP), trim=True) + "%"
