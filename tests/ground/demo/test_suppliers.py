"""The demo's suppliers: who may apply, who is on the way, and that they go as they came."""

import random

import pytest

from catalog.certification import rules
from catalog.suppliers.models import Onboarding, Qualification, SupplierProfile
from catalog.suppliers.states import OnboardingState
from demo import clearing, suppliers
from demo.people import SHOWN_COUNTY
from demo.products import credit_code
from organizations.actions import open_suppliers
from organizations.models import Kind, Organization
from review.actions import adopt_preset

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(province):
    """Two recognised suppliers, the others on the way."""
    for process in ("onboarding", "supply-agreement"):
        adopt_preset(process, "operator", region=province.top.region, by=None)
    rng = random.Random(2)
    plans = [(f"示例合作社{number}", SHOWN_COUNTY, credit_code(rng, SHOWN_COUNTY)) for number in range(5)]
    open_suppliers(plans, by=None, is_demo=True)
    return suppliers.play(province)


def test_suppliers_of_the_demo_come_in_every_state_and_go(played):
    states = set(Onboarding.objects.values_list("state", flat=True))
    assert states == {
        OnboardingState.APPROVED,
        OnboardingState.DRAFT,
        OnboardingState.SUBMITTED,
        OnboardingState.RETURNED,
    }
    assert set(Qualification.objects.values_list("is_demo", flat=True)) == {True}
    clearing.clear()
    left = [model.objects.count() for model in (Onboarding, Qualification, SupplierProfile)]
    assert left == [0, 0, 0]
    assert not Organization.objects.filter(kind=Kind.SUPPLIER).exists()


def test_recognised_suppliers_of_the_demo_may_apply(played):
    assert all(rules.can_apply(user) for user in played)
