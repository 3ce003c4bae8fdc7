"""Numbers of people stop every door through which words of a product become public."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Role
from catalog import actions
from catalog.models import ProductPage
from catalog.states import DelistReason
from core.errors import Refused
from tests.factories.catalog import ProductFactory, catalog_page, draft, person

pytestmark = pytest.mark.django_db

# Put together here, so that no number of a person stands in the tree.
MOBILE = "138" + "00138000"


@pytest.fixture(autouse=True)
def _ground(hunan):
    catalog_page()


@pytest.mark.parametrize("place", ["benefit", "specification", "brand"])
def test_a_fact_with_a_mobile_number_is_not_listed(place):
    [product] = actions.create_products([draft(**{place: f"联系人{MOBILE}"})], by=None)
    with pytest.raises(Refused, match="138"):
        actions.put_on_list([product], by=None)
    assert not ProductPage.objects.get(pk=product.pk).live


def test_a_public_fact_takes_no_number():
    product = ProductFactory(listed=True)
    with pytest.raises(Refused):
        actions.change_facts(product, {"brand": MOBILE}, by=None)
    assert ProductPage.objects.get(pk=product.pk).brand == ""


def test_the_words_of_a_decision_take_none():
    product, office = ProductFactory(listed=True), person("433124", Role.REVIEWER)
    with pytest.raises(ValidationError) as refused:
        actions.delist_product(product, DelistReason.SAFETY, f"请拨打{MOBILE}", by=office)
    assert list(refused.value.message_dict) == ["words"]
    assert ProductPage.objects.get(pk=product.pk).is_listed


def test_a_long_certificate_number_is_no_bank_card():
    from tests.factories.catalog import certificate

    # Sixteen digits that pass the check of bank cards.
    product = ProductFactory(**certificate("62284804" + "02564890"))
    assert actions.put_on_list([product], by=None) == [product]
