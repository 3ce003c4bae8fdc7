"""Different values into many rows by one statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Job, WorkdayException
from core.rows import save_columns
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def jobs(count):
    by = UserFactory()
    return [Job.objects.create(kind="toy", title=str(number), created_by=by) for number in range(count)]


@pytest.mark.parametrize("count", [1, 3, 250])
def test_rows_are_written_each_with_its_own_values(count):
    rows = jobs(count)
    moment = timezone.now()
    for row in rows:
        row.done, row.result, row.beat_at, row.title = row.pk * 2, {"份": row.pk}, moment, "not asked for"
    with CaptureQueriesContext(connection) as captured:
        save_columns(Job, rows, "done", "result", "beat_at")
    assert len(captured) == 1
    assert list(Job.objects.order_by("pk").values_list("done", "result", "beat_at", "title")) == [
        (row.pk * 2, {"份": row.pk}, moment, str(number)) for number, row in enumerate(rows)
    ]


def test_rows_hold_foreign_keys_by_their_key():
    (row,), other = jobs(1), UserFactory()
    row.created_by = other
    save_columns(Job, [row], "created_by")
    assert Job.objects.get().created_by == other


def test_no_rows_ask_nothing():
    with CaptureQueriesContext(connection) as captured:
        save_columns(Job, [], "done")
    assert len(captured) == 0


def test_constraint_refuses_one_row_and_so_all():
    days = [WorkdayException.objects.create(date=f"2027-01-0{day}", is_workday=False) for day in (1, 2)]
    days[0].note, days[1].date = "first", days[0].date
    with pytest.raises(IntegrityError), transaction.atomic():
        save_columns(WorkdayException, days, "date", "note")
    assert list(WorkdayException.objects.values_list("note", flat=True)) == ["", ""]
