"""Dates of demo products that agree: certified and entered on one day, renewed each year, valid to its eve."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from catalog.facts import ProductKind


def working_day(today, day) -> date:
    """This day or one just before it: no weekend, a day every year has, no anniversary today."""
    while day.weekday() > 4 or day.day > 28 or (day.month, day.day) == (today.month, today.day):
        day -= timedelta(days=1)
    return day


def enter_on(stock, plan, day):
    """Let a product have been entered on a day, its certificate given then and renewed each year since."""
    day = working_day(stock.today, day)
    plan.listed_at, plan.listed_from = office_hour(stock.rng, day), day
    if plan.kind == ProductKind.CERTIFIED:
        plan.certified_on = day
        plan.certificate_number = f"FP{plan.region_id}{day.year}{plan.certificate_number[-4:]}"
        renew(plan, next_end(day, stock.today))


def renew(plan, until):
    """Its year of validity that ends on `until` runs, or was the last."""
    after = until + timedelta(days=1)
    plan.listed_from, plan.listed_until = after.replace(year=after.year - 1), until


def end_on(stock, plan, day):
    """Let its validity end within the week before that day, years after its certificate."""
    years = stock.rng.randint(1, 3)
    enter_on(stock, plan, day.replace(day=min(day.day, 28), year=day.year - years))
    renew(plan, plan.certified_on.replace(year=plan.certified_on.year + years) - timedelta(days=1))


def next_end(first, today) -> date:
    """The last day of the year of validity that runs today."""
    years = today.year - first.year + (0 if (today.month, today.day) < (first.month, first.day) else 1)
    return first.replace(year=first.year + years) - timedelta(days=1)


def office_hour(rng, day) -> datetime:
    """Office hours of a day."""
    at = time(rng.randint(9, 17), rng.randint(0, 59))
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone())
