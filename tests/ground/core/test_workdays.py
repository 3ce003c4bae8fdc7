from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import workdays
from core.models import WorkdayException
from tests.factories.core import WorkdayExceptionFactory

KNOWN = st.dates(date(2004, 1, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 1, 20), date(2020, 2, 4)),
        (date(2020, 4, 30), date(2020, 5, 11)),
        (date(2020, 9, 28), date(2020, 10, 12)),
        (date(2026, 9, 18), date(2026, 9, 24)),
        (date(2026, 2, 11), date(2026, 2, 25)),
    ],
)
def test_publicity_of_five_days_ends_as_calculated(start, end):
    assert workdays.publicity_end(start, 5) == end


@given(start=KNOWN, days=st.integers(1, 20))
def test_publicity_end_is_the_last_of_exactly_so_many_working_days(start, days):
    end = workdays.publicity_end(start, days)
    assert workdays.is_workday(end) is True
    assert workdays.workdays_between(start, end) == days


@given(start=KNOWN, days=st.integers(1, 20))
def test_later_publication_never_ends_earlier(start, days):
    assert workdays.publicity_end(start, days) <= workdays.publicity_end(start + timedelta(days=1), days)


def test_no_days_end_where_they_start():
    assert workdays.add_workdays(date(2026, 2, 15), 0) == date(2026, 2, 15)


def test_negative_days_are_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        workdays.add_workdays(date(2026, 2, 15), -1)


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 9, 18), 5), (date(2026, 9, 20), 4), (date(2026, 9, 24), 0), (date(2026, 10, 30), 0)],
)
def test_days_left_until_the_last_day(today, left):
    assert workdays.days_left(date(2026, 9, 24), today) == left


def test_strip_says_why():
    rows = [
        (day.date.day, day.counts, str(day.why))
        for day in workdays.strip(date(2026, 2, 13), date(2026, 2, 16))
    ]
    assert rows == [(13, True, ""), (14, True, "调休上班"), (15, False, "春节"), (16, False, "春节")]


def test_strip_names_a_plain_weekend():
    assert [str(day.why) for day in workdays.strip(date(2026, 9, 12), date(2026, 9, 14))] == [
        "周末",
        "周末",
        "",
    ]


@pytest.mark.django_db
def test_unknown_year_counts_by_weekday_and_is_unconfirmed():
    assert workdays.is_confirmed(2026) is True
    assert workdays.is_confirmed(2027) is False
    assert workdays.publicity_end(date(2026, 12, 28), 5) == date(2027, 1, 4)


@pytest.mark.django_db
def test_table_overrules_the_calendar_at_once():
    row = WorkdayExceptionFactory(date=date(2026, 9, 21), note="台风停工")
    assert workdays.is_workday(date(2026, 9, 21)) is False
    assert workdays.publicity_end(date(2026, 9, 18), 5) == date(2026, 9, 28)
    assert workdays.strip(row.date, row.date)[0].why == "台风停工"
    row.delete()
    assert workdays.publicity_end(date(2026, 9, 18), 5) == date(2026, 9, 24)


@pytest.mark.django_db
def test_weekend_worked_by_the_table():
    WorkdayExceptionFactory(date=date(2027, 1, 2), is_workday=True)
    assert workdays.is_workday(date(2027, 1, 2)) is True
    assert workdays.is_confirmed(date(2027, 1, 2)) is True
    assert workdays.is_confirmed(2027) is False


@pytest.mark.django_db
def test_year_is_confirmed_once_its_fixed_holidays_are_entered():
    for month in (1, 5):
        WorkdayExceptionFactory(date=date(2027, month, 1))
    assert workdays.is_confirmed(2027) is False
    WorkdayExceptionFactory(date=date(2027, 10, 1))
    assert workdays.is_confirmed(2027) is True
    assert workdays.is_confirmed(date(2027, 3, 3)) is True


@pytest.mark.django_db
def test_table_is_read_once(django_assert_num_queries):
    workdays.forget()
    with django_assert_num_queries(1):
        for month in range(1, 13):
            workdays.publicity_end(date(2026, month, 1), 5)


@pytest.mark.django_db(transaction=True)
def test_bulk_rows_count_after_forget():
    WorkdayException.objects.bulk_create([WorkdayException(date=date(2026, 9, 21), is_workday=False)])
    assert workdays.is_workday(date(2026, 9, 21)) is True
    workdays.forget()
    assert workdays.is_workday(date(2026, 9, 21)) is False
