"""The demo's directory: every standing, invented people and firms, and gone without a trace."""

import random
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from stdnum.cn import uscc

from catalog import reference
from catalog.actions.standing import year_from
from catalog.facts import ProductKind
from catalog.models import ProductEvent, ProductPage, ProductPicture, ShopLink
from catalog.states import EventKind, Standing
from demo import clearing, library, products, words
from organizations.models import Kind, Organization
from tests.factories.catalog import catalog_page


@pytest.fixture
def directory(province):
    """The demo's directory on the small province."""
    catalog_page()
    reference.load(lambda *told: None)
    keys = products.fill_directory(rng=random.Random(5), province=province, pictures=library.stock_pictures())
    return ProductPage.objects.filter(pk__in=keys)


def test_directory_is_alive_invented_and_goes_as_it_came(directory):
    assert set(directory.values_list("standing", flat=True)) == {
        Standing.LISTED,
        Standing.EXPIRED,
        Standing.DELISTED,
    }
    assert set(directory.values_list("kind", flat=True)) == set(ProductKind)
    # The small province lists few enough that not every reason finds a product.
    assert directory.filter(standing=Standing.DELISTED).values("delist_reason").distinct().count() >= 6
    kinds = set(ProductEvent.objects.values_list("kind", flat=True))
    assert kinds >= {EventKind.RELISTED, EventKind.RENEWED, EventKind.EXPIRED, EventKind.DELISTED}

    assert set(directory.values_list("is_demo", "live")) == {(True, True)}
    assert set(ProductEvent.objects.values_list("is_demo", flat=True)) == {True}

    codes = Organization.objects.filter(kind=Kind.SUPPLIER).exclude(uscc="").values_list("uscc", flat=True)
    assert [code for code in codes if not uscc.is_valid(code)] == []
    assert len(codes) > 0
    links = ShopLink.objects.values_list("url", flat=True)
    assert [url for url in links if not re.fullmatch(r"https://shop\d+\.example\.com/", url)] == []

    told = [page for page in directory if page.story]
    fungi = [page for page in directory if page.title.endswith("黑木耳")]
    assert len(told) == products.TOLD + len(fungi)
    assert [block.block_type for block in told[0].story][-1] == "quote"

    clearing.clear()
    assert ProductPage.objects.count() == ProductEvent.objects.count() == 0
    assert catalog_page().numchild == 0
    assert Organization.objects.filter(kind=Kind.SUPPLIER).count() == 0


def test_dates_lie_in_the_past_and_agree(directory):
    now, today = timezone.now(), timezone.localdate()
    for product in directory.prefetch_related("events"):
        events = list(product.events.all())
        assert {event.at for event in events if event.at > now} == set()
        [entered] = [event for event in events if event.kind == EventKind.LISTED]
        assert abs(entered.at - product.listed_at) < timedelta(seconds=10)
        assert ProductPicture.objects.filter(page=product).count() > 0
        if product.kind == ProductKind.CERTIFIED:
            assert product.certified_on == timezone.localdate(product.listed_at)
            assert product.certified_on <= product.listed_from < today
            assert product.listed_until == year_from(product.listed_from)
            [certified] = [event for event in events if event.kind == EventKind.CERTIFIED]
            assert timezone.localdate(certified.at) == product.certified_on


@pytest.mark.parametrize(
    ("good", "key"),
    [
        ("十八洞黑木耳", "black-fungus"),
        ("金井绿茶", "green-tea"),
        ("攸县麻鸭", "poultry"),
        ("乌山贡米", "rice"),
        ("沙坪湘绣", "embroidery"),
        ("桐油", "other-oil"),
        ("茶陵黄牛", "beef-mutton"),
    ],
)
def test_category_follows_from_the_name(good, key):
    assert products._category(good) == key


def test_specialities_have_categories():
    everything = [good for goods in words.specialities().values() for good in goods]
    strange = [good for good in everything if products._category(good) == "other"]
    assert len(strange) < len(everything) / 10, strange
