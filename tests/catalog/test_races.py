"""Two at once, on a real database file and on PostgreSQL: one wins, the other reads a sentence or does nothing."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Role
from catalog import actions
from catalog.models import CatalogPage, ProductPage
from catalog.states import DelistReason, EventKind, Standing
from core.errors import Conflict
from organizations.models import Organization
from tests.activities.test_races import at_once, one_wins
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory, catalog_page, draft, person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def two_reviewers():
    first = person("433124", Role.REVIEWER)
    return first, UserFactory(organization=first.organization, role=Role.REVIEWER, name="审核员二")


def kinds(product):
    return list(product.events.order_by("pk").values_list("kind", flat=True))


def test_two_delistings_happen_once():
    product = ProductFactory(listed=True)
    results = at_once(
        *(
            lambda by=by: actions.delist_product(product, DelistReason.SAFETY, "抽检不合格。", by=by)
            for by in two_reviewers()
        )
    )
    assert one_wins(results) != ""
    assert kinds(product) == [EventKind.LISTED, EventKind.DELISTED]


def test_two_listings_happen_once():
    product = ProductFactory()
    results = at_once(*(lambda by=by: actions.list_product(product, by=by) for by in two_reviewers()))
    assert one_wins(results) != ""
    assert kinds(product) == [EventKind.LISTED]


def test_two_relistings_happen_once():
    product = ProductFactory(delisted=True)
    results = at_once(*(lambda by=by: actions.relist_product(product, by=by) for by in two_reviewers()))
    assert one_wins(results) != ""
    assert kinds(product) == [EventKind.LISTED, EventKind.DELISTED, EventKind.RELISTED]


def test_delisting_and_expiry_do_not_both_happen():
    product = ProductFactory(listed=True)
    day = timezone.localdate() - datetime.timedelta(days=1)
    ProductPage.objects.filter(pk=product.pk).update(listed_from=day, listed_until=day)
    office = person("433124", Role.REVIEWER)

    decided, expired = at_once(
        lambda: actions.delist_product(product, DelistReason.SAFETY, "抽检不合格。", by=office),
        actions.expire_listings,
    )

    product.refresh_from_db()
    if isinstance(decided, Conflict):
        assert (expired, product.standing) == (1, Standing.EXPIRED)
    else:
        assert (expired, product.standing) == (0, Standing.DELISTED)
    assert len(kinds(product)) == 2


def test_two_timers_expire_once():
    product = ProductFactory(listed=True)
    day = timezone.localdate() - datetime.timedelta(days=1)
    ProductPage.objects.filter(pk=product.pk).update(listed_from=day, listed_until=day)
    assert sorted(at_once(actions.expire_listings, actions.expire_listings)) == [0, 1]
    assert kinds(product) == [EventKind.LISTED, EventKind.EXPIRED]


def test_two_creators_never_share_a_place_in_the_tree():
    catalog_page()
    drafts = [draft("黑木耳"), draft("大米")]
    at_once(*(lambda one=one: actions.create_products([one], by=None) for one in drafts))
    index = CatalogPage.objects.get()
    assert index.numchild == index.get_children().count() == 2


def test_two_changes_count_twice():
    product = ProductFactory(listed=True)
    at_once(
        lambda: actions.change_facts(product, {"brand": "十八洞"}, by=None),
        lambda: actions.change_facts(product, {"specification": "1 千克"}, by=None),
    )
    fresh = ProductPage.objects.get(pk=product.pk)
    assert (fresh.brand, fresh.specification) == ("十八洞", "1 千克")
    assert fresh.facts_version == product.facts_version + 2


def test_a_supplier_that_is_being_barred_lists_nothing_new():
    from django.db import transaction

    product, office = ProductFactory(), person("433124", Role.REVIEWER)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    @transaction.atomic
    def bar():
        Organization.objects.filter(pk=product.supplier_id).update(barred_until=tomorrow)
        listed = ProductPage.objects.listed().filter(supplier=product.supplier_id)
        return actions.take_off_list(listed, DelistReason.BARRED, "列入失信名单。", by=None)

    at_once(lambda: actions.list_product(product, by=office), bar)
    assert not ProductPage.objects.get(pk=product.pk).is_listed
