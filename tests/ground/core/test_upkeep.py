"""What is done for the database from time to time."""

import pytest
from django.db import connection

from core import clock
from core.models import WorkdayException
from core.upkeep import refresh_statistics


@pytest.mark.django_db
def test_statistics_are_refreshed_where_nobody_else_does_it():
    WorkdayException.objects.create(date="2027-01-04", is_workday=False)
    refresh_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'core_workdayexception'")
            assert cursor.fetchall() == [("1 1",)]


def test_statistics_are_a_timer_of_every_day():
    days = [timer.every.days for timer in clock.registered() if timer.function is refresh_statistics]
    assert days == [1]
