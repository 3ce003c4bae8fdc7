"""What the database itself refuses of products and categories, whoever asks."""

import pytest
from django.db import IntegrityError, transaction

from catalog.models import Category, ProductEvent, ProductPage
from tests.factories.catalog import CategoryFactory, ProductFactory, catalog_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(hunan):
    catalog_page()


def refused(sentence, change):
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        change()


def row(product):
    return ProductPage.objects.filter(pk=product.pk)


def test_facts_change_only_with_their_version():
    product = ProductFactory(listed=True)
    refused("only with their version", lambda: row(product).update(brand="假"))
    row(product).update(brand="真", facts_version=product.facts_version + 1)


def test_a_listed_product_is_never_new_again():
    product = ProductFactory(listed=True)
    refused("keeps its history", lambda: row(product).update(standing="new", is_listed=False))


def test_the_page_of_a_listed_product_stays_public():
    product = ProductFactory(delisted=True)
    refused("stays public", lambda: row(product).update(live=False))


def test_what_was_never_listed_is_not_public():
    product = ProductFactory()
    refused("only when it has been listed", lambda: row(product).update(live=True))


@pytest.mark.parametrize(
    ("trait", "change", "constraint"),
    [
        ("listed", {"is_listed": False}, "product_listed_is_a_standing"),
        ("delisted", {"delist_reason": ""}, "product_delisted_says_why"),
        ("listed", {"listed_at": None}, "product_shown_says_since_when"),
        ("listed", {"listed_until": "2000-01-01"}, "product_validity_in_order"),
    ],
)
def test_standing_dates_and_reasons_agree(trait, change, constraint):
    product = ProductFactory(**{trait: True})
    refused(constraint, lambda: row(product).update(**change))


def test_events_are_written_once():
    event = ProductFactory(listed=True).events.get()
    refused("append-only", lambda: ProductEvent.objects.filter(pk=event.pk).update(words="改"))
    refused("append-only", lambda: ProductEvent.objects.filter(pk=event.pk).delete())


def test_one_certificate_number_one_product():
    ProductFactory(certified=True, certificate_number="FP1")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProductFactory(certified=True, certificate_number="FP1")


def test_categories_have_two_levels():
    rice = CategoryFactory()
    refused("two levels", lambda: Category.objects.create(key="x", name="x", parent=rice))
    other = Category.objects.create(key="oil", name="食用油")
    refused("two levels", lambda: Category.objects.filter(pk=rice.parent_id).update(parent=other))
