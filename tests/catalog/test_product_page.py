"""The public page of a product: what it says, where it leads, and what it costs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from catalog import actions
from catalog.models import ProductPage
from catalog.queries import timeline, validity
from catalog.queries.validity import Answer
from catalog.states import DelistReason, EventKind
from tests.factories.catalog import ProductFactory, catalog_page, person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _tree(hunan):
    catalog_page()


def read(client, product, status=200) -> str:
    response = client.get(f"/products/{product.code}/")
    assert response.status_code == status
    return response.content.decode()


def test_a_certified_product_shows_its_certificate(client):
    product = ProductFactory(
        certified=True, listed=True, pictured=True, certificate_number="湘扶认 2026-0001"
    )
    text = read(client, product)

    assert "湘扶认 2026-0001" in text
    assert 'class="certificate done"' in text
    assert f"/products/{product.code}/qr.svg" in text
    assert f'href="/verify/{product.code}"' in text
    assert "noindex" not in text
    for code in ("430000", "433100", "433124"):
        assert f'href="/products/?region={code}"' in text


def test_an_ordinary_product_claims_no_certificate(client):
    text = read(client, ProductFactory(listed=True))
    assert 'class="certificate' not in text
    assert "普通产品" in text


def test_what_was_never_listed_has_no_page(client):
    product = ProductFactory()
    read(client, product, status=404)
    assert client.get(f"/products/{product.code}/qr.svg").status_code == 404
    assert client.get(f"/products/{product.code}/label/").status_code == 404


@pytest.mark.parametrize(
    ("trait", "words"),
    [("delisted", ["已退出目录", "抽检发现标签不实。", "出现问题被核实"]), ("expired", ["有效期已届满"])],
)
def test_what_left_keeps_its_page_under_a_notice(client, trait, words):
    product = ProductFactory(certified=True, **{trait: True})
    text = read(client, product)
    for word in words:
        assert word in text
    assert '<meta name="robots" content="noindex">' in text


def test_shops_are_marked_as_other_sites(client):
    text = read(client, ProductFactory(listed=True))
    assert '<a href="https://example.cn/1" rel="nofollow noopener external">' in text


def test_persons_are_never_named(client):
    product, office = ProductFactory(), person("433124", Role.REVIEWER)
    office.name = "石某某"
    office.save()
    actions.list_product(product, by=office)
    text = read(client, product)
    assert office.organization.name in text
    assert "石某某" not in text


def test_english_page_answers(client):
    product = ProductFactory(certified=True, listed=True)
    response = client.get(f"/en/products/{product.code}/")
    assert response.status_code == 200
    assert "certified product" in response.content.decode()


def test_queries_are_constant(client):
    """At one and at three of everything that is a list."""
    few = ProductFactory(certified=True, listed=True, pictured=True)
    read(client, few)
    with CaptureQueriesContext(
        connection,
    ) as one:
        read(client, few)
    # Four of one supplier fill the row of related products: from then on nothing else is asked.
    for number in range(4):
        ProductFactory(listed=True, pictured=True, title=f"邻居{number}")
        actions.add_events([few], EventKind.INSPECTED, by=person("433124", Role.REVIEWER), words="合格")
    with CaptureQueriesContext(connection) as three:
        read(client, few)
    # The cards beside it bring their pictures and the sizes of these.
    assert len(three) <= len(one) + 4
    for number in range(3):
        ProductFactory(listed=True, pictured=True, title=f"又一邻居{number}")
        actions.add_events([few], EventKind.INSPECTED, by=person("433124", Role.REVIEWER), words="合格")
    with CaptureQueriesContext(connection) as six:
        read(client, few)
    assert len(six) == len(three)


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        (200, Answer.VALID),
        (91, Answer.VALID),
        (90, Answer.EXPIRING),
        (0, Answer.EXPIRING),
        (-1, Answer.EXPIRED),
    ],
)
def test_validity_by_days_left(days, answer):
    today = timezone.localdate()
    product = ProductFactory(certified=True, listed=True)
    ProductPage.objects.filter(pk=product.pk).update(
        listed_from=today - 300 * DAY, listed_until=today + days * DAY
    )
    product.refresh_from_db()
    said = validity(product)
    # Also before the timer has come: the days decide.
    assert said.answer == answer
    assert said.days_left == (days if days >= 0 else None)


@pytest.mark.parametrize(
    ("traits", "answer"),
    [
        ({}, Answer.UNKNOWN),
        ({"listed": True}, Answer.ORDINARY),
        ({"certified": True, "listed": True}, Answer.VALID),
        ({"certified": True, "expired": True}, Answer.EXPIRED),
        ({"certified": True, "delisted": True}, Answer.WITHDRAWN),
        ({"certified": True, "relisted": True}, Answer.VALID),
    ],
)
def test_validity_by_standing(traits, answer):
    assert validity(ProductFactory(**traits)).answer == answer


def test_timeline_says_what_changed_in_words():
    product = ProductFactory(certified=True, listed=True)
    actions.change_facts(
        product, {"people_benefited": 140, "region_id": "433122", "participation": ["land"]}, by=None
    )
    [_listed, changed] = timeline(product)
    assert changed["words"].splitlines() == [
        "产地：花垣县 → 泸溪县",
        "带贫人数：128 → 140",
        "贫困户参与环节：生产、原材料、入股分红 → 土地流转",
    ]


def test_timeline_shows_the_newest_sale_only():
    product = ProductFactory(listed=True)
    for amount in (100, 20_000):
        actions.record_sales({product.pk: amount}, datetime.date(2026, 11, 1))
    assert [event["words"] for event in timeline(product)][1:] == ["近12个月销售2万元，最近一次2026-11-01"]


def test_timeline_of_a_removal_says_who_and_why():
    product = ProductFactory(listed=True)
    office = person("433124", Role.REVIEWER)
    actions.delist_product(product, DelistReason.NO_SALES, "一年内没有销售。", by=office)
    event = timeline(product)[-1]
    assert (event["tone"], event["who"]) == ("refused", office.organization.name)
    assert event["words"].splitlines()[-1] == "一年内没有销售。"


def test_related_are_of_the_supplier_first_then_of_the_place():
    from catalog.queries import related
    from tests.factories.catalog import supplier

    product = ProductFactory(listed=True)
    near = ProductFactory(listed=True, title="同乡", supplier_id=supplier("另一家").pk)
    same = ProductFactory(listed=True, title="同一家")
    ProductFactory(delisted=True, title="已退出")
    assert [other.title for other in related(product)] == [same.title, near.title]


class TestLabelAndCode:
    def test_the_code_says_the_address_that_answers(self, client, settings, rf):
        from catalog.views.codes import address_of

        settings.PUBLIC_BASE_URL = "https://fupin.example.cn/"
        product = ProductFactory(listed=True)
        assert address_of(rf.get("/"), product.code) == f"https://fupin.example.cn/verify/{product.code}"
        svg, png = (client.get(f"/products/{product.code}/qr.{kind}") for kind in ("svg", "png"))
        assert (svg["Content-Type"], png["Content-Type"]) == ("image/svg+xml", "image/png")
        assert svg["Cache-Control"] == png["Cache-Control"] == "public, max-age=86400"
        assert svg.content.startswith(b"<svg") and b"style" not in svg.content
        assert png.content.startswith(b"\x89PNG")

    def test_labels_for_one_and_for_a_sheet(self, client):
        product = ProductFactory(certified=True, listed=True)
        for query, count in (("", 1), ("?copies=10", 10)):
            text = client.get(f"/products/{product.code}/label/{query}").content.decode()
            assert text.count('class="label-sheet"') == count
            assert product.certificate_number in text
        assert client.get(f"/products/{product.code}/label/?copies=999").status_code == 404
