"""Working days of China: chinesecalendar, with the editable table `WorkdayException` on top.

A year that neither knows is computed by weekday and marked unconfirmed, until the State Council's notice is entered.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from chinese_calendar.constants import holidays, workdays
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.models import WorkdayException

# Other processes see a change of the table after at most this many seconds; the one that made it, at once.
KEPT_SECONDS = 60
# The statutory holidays with a fixed date. A year is known once the table holds all three as days off.
FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1))
ONE_DAY = timedelta(days=1)

HOLIDAY_NAMES = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
}


class StripDay(NamedTuple):
    """One day of a strip: does it count, and the reason in words when it is not plain from the weekday."""

    date: date
    counts: bool
    why: object


class _Kept:
    """The table as this process last read it: {date: (is_workday, note)}."""

    rows: dict[date, tuple[bool, str]] | None = None
    until: float = 0.0


def is_workday(day: date) -> bool:
    """Whether work is done on `day`: the table decides, then the calendar, then the weekday."""
    exception = _exceptions().get(day)
    if exception is not None:
        return exception[0]
    return day in workdays or (day.weekday() < 5 and day not in holidays)


def is_confirmed(day: date | int) -> bool:
    """Whether the working days of a year (or the one of a date) rest on a published calendar, not on weekdays alone."""
    year = day if isinstance(day, int) else day.year
    first, last = _known_years()
    if first <= year <= last:
        return True
    rows = _exceptions()
    if isinstance(day, date) and day in rows:
        return True
    return all(
        rows.get(date(year, month, number), (True, ""))[0] is False for month, number in FIXED_HOLIDAYS
    )


def add_workdays(start: date, days: int) -> date:
    """The `days`-th working day after `start`; `start` itself for 0. Raises ValueError for a negative number."""
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days:
        day += ONE_DAY
        days -= is_workday(day)
    return day


def publicity_end(start: date, days: int) -> date:
    """The last day of a publicity of `days` working days published on `start`: the day after publication is day 1."""
    return add_workdays(start, days)


def workdays_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and including `last`; 0 when `last` is not later."""
    return sum(is_workday(day) for day in _days(first + ONE_DAY, last))


def days_left(end: date, today: date) -> int:
    """Working days still to come after `today` until `end` inclusive; 0 on the last day and afterwards."""
    return workdays_between(today, end)


def strip(start: date, end: date) -> list[StripDay]:
    """Every day from `start` to `end` inclusive, with whether it counts as a working day and why."""
    return [StripDay(day, is_workday(day), _why(day)) for day in _days(start, end)]


def remember(rows: dict[date, tuple[bool, str]]) -> None:
    """Take `rows` for the table's content without reading it (tests start from an empty one)."""
    _Kept.rows, _Kept.until = dict(rows), time.monotonic() + KEPT_SECONDS


def forget(**kwargs) -> None:
    """Read the table again at the next question; receiver of save and delete; call it after bulk writes."""
    _Kept.rows = None
    transaction.on_commit(_drop)


def _drop():
    # Somebody may have read the old rows between the save and its commit.
    _Kept.rows = None


def _exceptions() -> dict[date, tuple[bool, str]]:
    rows = _Kept.rows
    if rows is None or time.monotonic() > _Kept.until:
        remember(
            {row[0]: row[1:] for row in WorkdayException.objects.values_list("date", "is_workday", "note")}
        )
        rows = _Kept.rows
    return rows


@cache
def _known_years() -> tuple[int, int]:
    years = {day.year for day in holidays}
    return min(years), max(years)


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _why(day: date):
    is_weekend = day.weekday() >= 5
    exception = _exceptions().get(day)
    if exception is not None:
        works, note = exception
        return note or (_("working day") if works else _("day off"))
    if day in workdays:
        return _("worked in exchange for a holiday")
    if day in holidays:
        return HOLIDAY_NAMES.get(holidays[day], _("public holiday"))
    return _("weekend") if is_weekend else ""
