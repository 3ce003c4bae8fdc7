"""Verdicts, lives, records, triggers, refusals: what every verb stands on."""

import pytest
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from core import records, triggers
from core.errors import Conflict, Refused, TooMany
from core.middleware import RefusalMiddleware
from core.models import Record, WorkdayException
from core.transitions import Life
from core.verdicts import YES, no
from tests.factories.accounts import UserFactory
from tests.factories.core import WorkdayExceptionFactory


class Light(models.TextChoices):
    RED = "red", "红"
    GREEN = "green", "绿"


LIFE = Life(Light, [("go", [Light.RED], Light.GREEN), ("stop", [Light.GREEN, Light.RED], Light.RED)])


def test_yes_is_true_and_lets_pass():
    YES.require()
    assert bool(YES) is True


@pytest.mark.parametrize("error", [Refused, Conflict, TooMany])
def test_no_is_false_and_raises_its_sentence(error):
    verdict = no("不可以", error)
    assert bool(verdict) is False
    with pytest.raises(error, match="不可以"):
        verdict.require()


def test_life_leads_on():
    assert LIFE.after("go", Light.RED) == Light.GREEN


def test_life_refuses_what_does_not_start_here():
    with pytest.raises(Conflict, match="绿"):
        LIFE.after("go", Light.GREEN)


def test_life_draws_every_arrow():
    assert LIFE.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    red --> green: go",
        "    green --> red: stop",
        "    red --> red: stop",
    ]


@pytest.mark.django_db
def test_record_keeps_who_did_what_for_whom():
    person, row = UserFactory(), WorkdayExceptionFactory()
    kept = records.record("core.test", row, by=person, title="题" * 300, region="433124", why="试")
    assert (kept.actor, kept.organization_id, kept.organization_name) == (
        person,
        person.organization_id,
        person.organization.name,
    )
    assert (kept.subject_type, kept.subject_id, len(kept.subject_title)) == (
        "core.workdayexception",
        str(row.pk),
        200,
    )
    assert kept.details == {"why": "试"}
    assert list(records.of(row)) == [kept]


@pytest.mark.django_db
def test_record_of_the_system_has_no_actor():
    assert records.record("core.test", WorkdayExceptionFactory(), by=None).actor is None


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update", "delete"])
def test_record_is_never_changed(change):
    records.record("core.test", WorkdayExceptionFactory(), by=None)
    rows = Record.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(verb="x") if change == "update" else rows.delete()
    assert Record.objects.get().verb == "core.test"


@pytest.mark.django_db
def test_demo_record_may_be_deleted_but_not_changed():
    records.record("core.test", WorkdayExceptionFactory(), by=UserFactory(is_demo=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.update(verb="x")
    Record.objects.all().delete()
    assert Record.objects.count() == 0


@pytest.mark.django_db
def test_triggers_come_back_after_they_were_lifted():
    wanted = {trigger.name for trigger in triggers.registered()}
    assert wanted <= triggers.existing()
    triggers.lift()
    assert wanted & triggers.existing() == set()
    triggers.install()
    triggers.install()
    assert wanted <= triggers.existing()


@pytest.mark.parametrize(("error", "status"), [(Refused, 403), (Conflict, 409), (TooMany, 429)])
def test_refusal_becomes_json_with_its_status(error, status):
    request = RequestFactory().get("/", headers={"Accept": "application/json"})
    answer = RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, error("不可以"))
    assert (answer.status_code, answer.content) == (status, b'{"error": "\\u4e0d\\u53ef\\u4ee5"}')


def test_other_errors_pass_by():
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), KeyError()) is None


@pytest.mark.django_db
def test_working_day_table_says_what_it_is():
    assert str(WorkdayException.objects.create(date="2027-01-01", is_workday=False)) == "2027-01-01 休息日"
