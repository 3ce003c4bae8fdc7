"""Spot inspections: who plans, what is recorded, what stands on the product's timeline (D13, I02)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Role
from catalog.models import ProductPage
from catalog.states import DelistReason, EventKind, Standing
from catalog.supervision import actions, rules
from catalog.supervision.models import Inspection
from catalog.supervision.states import InspectionState, Verdict
from core.errors import Conflict, Refused
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.core import pdf, upload
from tests.factories.organizations import OrganizationFactory
from tests.factories.supervision import days, handler, inspection, product, supplier

pytestmark = pytest.mark.django_db

PLANS = [
    ("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("433124", Role.ADMINISTRATOR, Kind.AGRICULTURE_BUREAU, True),
    ("430000", Role.REVIEWER, Kind.OPERATOR, True),
    ("433100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True),
    ("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE, False),
    ("433122", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False),
    ("433124109", Role.REVIEWER, Kind.WORK_STATION, False),
]


@pytest.mark.parametrize(("code", "role", "kind", "allowed"), PLANS)
def test_who_plans_an_inspection(code, role, kind, allowed):
    from tests.factories.regions import region_at

    organization = OrganizationFactory(kind=kind, region=region_at(code), name="某单位")
    by = UserFactory(organization=organization, role=role)
    one = product()
    assert bool(rules.can_plan(by, one.supplier, one.region)) == allowed
    if allowed:
        assert inspection(by=by, product=one).state == InspectionState.PLANNED
    else:
        with pytest.raises(Refused):
            inspection(by=by, product=one)


def test_inspection_stands_on_the_products_public_timeline():
    made = inspection(done=True)
    event = made.product.events.last()
    assert (event.kind, event.organization) == (EventKind.INSPECTED, made.organization)
    assert "台账与申报一致" in event.words
    assert made.checks == {"quality": True, "effect": True}


def test_supplier_as_a_whole_may_be_inspected():
    made = inspection(done=True, supplier=supplier())
    assert (made.product, made.region_id) == (None, "433124")


def test_inspection_of_a_product_that_was_never_listed_is_not_public():
    from tests.factories.catalog import ProductFactory

    made = inspection(done=True, product=ProductFactory())
    assert list(made.product.events.all()) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"verdict": "so-so"}, "verdict"),
        ({"findings": " "}, "findings"),
        ({"findings": "好" * 451}, "findings"),
        ({"findings": "联系 138 0013 8000"}, "findings"),
        ({"done_on": days(1)}, "done_on"),
        ({"done_on": None}, "done_on"),
        ({"uploads": [upload(b"MZ", "a.pdf")]}, "files"),
    ],
)
def test_record_with_something_wrong_is_refused_at_its_field(said, field):
    made = inspection()
    whole = {"verdict": "passed", "findings": "合格。", "done_on": timezone.localdate(), **said}
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        actions.record_inspection(made, by=handler(), **whole)
    assert list(caught.value.message_dict) == [field]
    made.refresh_from_db()
    assert made.state == InspectionState.PLANNED


def test_findings_are_recorded_once_by_whoever_planned():
    made = inspection()
    whole = {"verdict": "passed", "findings": "合格。", "done_on": timezone.localdate()}
    with pytest.raises(Refused):
        actions.record_inspection(made, by=handler("433100"), **whole)
    actions.record_inspection(made, by=handler(), uploads=[upload(pdf(), "报告.pdf")], **whole)
    with pytest.raises(Conflict):
        actions.record_inspection(made, by=handler(), **whole)
    assert made.files.get().title == "报告.pdf"
    with pytest.raises(DatabaseError), transaction.atomic():
        Inspection.objects.filter(pk=made.pk).update(findings="别的")


def test_inspection_is_called_off_only_before_it():
    made = actions.cancel_inspection(inspection(), by=handler())
    assert made.state == InspectionState.CANCELLED
    with pytest.raises(Conflict):
        actions.cancel_inspection(inspection(done=True, product=product(title="另一个")), by=handler())


def test_failed_inspection_leads_to_withdrawal():
    made = inspection(done=True, verdict=Verdict.FAILED)
    one = ProductPage.objects.get(pk=made.product_id)
    gone = actions.open_withdrawal(made, one, DelistReason.SAFETY, "抽检不合格。", by=handler())
    assert gone.standing == Standing.DELISTED


def test_passed_inspection_leads_to_nothing():
    made = inspection(done=True)
    assert not rules.can_withdraw_product(handler(), made, made.product)
