"""What search and caches are told of products, and when."""

import pytest

from catalog import actions, source
from catalog.columns import keeper
from catalog.models import ProductPage
from catalog.states import DelistReason
from search.queries import search_ids
from tests.factories.catalog import CategoryFactory, ProductFactory, catalog_page, draft, expire

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(hunan):
    catalog_page()


def found(query) -> list[int]:
    return [pk for _key, pk in search_ids(query, source=source.KEY).hits]


def test_one_version_for_writers_and_readers():
    assert source.DIRECTORY == keeper.VERSION


@pytest.mark.parametrize(
    "query", ["十八洞黑木耳", "heimuer", "黑耳子", "湘西", "花垣县", "山货合作社", "六进", "FP430001", "五常"]
)
def test_what_a_listed_product_is_found_by(query):
    CategoryFactory(key="black-fungus", name="黑木耳")
    [product] = actions.create_products(
        [
            actions.ProductDraft(
                **draft("十八洞黑木耳").__dict__ | {"other_names": "黑耳子、云耳", "summary": "比得上五常。"}
            )
        ],
        by=None,
    )
    actions.change_facts(
        product,
        {
            "kind": "certified",
            "certificate_number": "FP430001",
            "certified_on": product.changed_at.date(),
        },
        by=None,
    )
    assert found(query) == []
    actions.put_on_list([product], by=None)
    assert found(query) == [product.pk]


@pytest.mark.parametrize(
    "leave",
    [
        lambda product: actions.take_off_list([product], DelistReason.SAFETY, "不合格", by=None),
        expire,
    ],
    ids=["delist", "expire"],
)
def test_what_leaves_is_found_no_longer_and_comes_back(leave):
    product = ProductFactory(listed=True, title="黑木耳")
    assert found("黑木耳") == [product.pk]
    leave(product)
    assert found("黑木耳") == []
    actions.put_back([product], by=None)
    assert found("黑木耳") == [product.pk]


def test_a_new_name_is_found():
    product = ProductFactory(listed=True, title="黑木耳")
    actions.change_facts(product, {"title": "银耳"}, by=None)
    assert (found("黑木耳"), found("银耳")) == ([], [product.pk])


def test_an_editors_words_reach_the_search():
    product = ProductFactory(listed=True, title="黑木耳")
    page = ProductPage.objects.get(pk=product.pk)
    page.other_names = "云耳"
    page.save_revision().publish()
    assert found("云耳") == [product.pk]


def test_cards_cost_a_constant_number_of_queries():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    products, counts = [], []
    for _round in range(3):
        products.append(ProductFactory(listed=True, pictured=True).pk)
        with CaptureQueriesContext(connection) as seen:
            cards = source.cards(products)
        assert list(cards) == products
        counts.append(len(seen))
    assert counts[1] == counts[2]


def test_cards_leave_out_what_left():
    product = ProductFactory(delisted=True)
    assert source.cards([product.pk]) == {}


def test_entries_ask_nothing_of_their_own(django_assert_num_queries):
    for _number in range(3):
        ProductFactory(listed=True)
    listed = list(source.public())
    with django_assert_num_queries(0):
        for product in listed:
            source.entry(product)
