"""The product list: one address for one list, what it shows, what it refuses, and what can be taken away."""

import csv
import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import columns
from content import pictures
from core import versions
from tests.factories import catalog as products
from tests.factories.home import site_tree
from tests.factories.regions import RegionFactory, hunan

NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def address(db):
    hunan()
    site_tree()
    return products.catalog_page().get_url()


def listed(title, region="433124", **facts):
    """A listed product of a region."""
    return products.ProductFactory(title=title, region_id=region, listed=True, **facts)


def names(response):
    """The names on the cards, in order."""
    return [one["title"] for one in response.context["shown"]]


def choices(response, key):
    """Label → (count, address) of a filter."""
    facet = next(facet for facet in response.context["facets"] if facet.key == key)
    return {link.label: (link.count, link.url) for link in [*facet.links, *facet.more]}


def test_a_list_shows_what_a_card_must_say(client, address):
    listed("花垣黑木耳", is_certified=True, pictures=1)
    page = client.get(address).content.decode()
    for words in ("花垣黑木耳", "花垣县", "花垣十八洞山货合作社", "带贫 128 人", "有效至 "):
        assert words in page, words
    assert "image/webp" not in page
    assert ".webp" in page or "/media/" in page


def test_card_offers_every_width_of_its_picture_in_both_forms(client, address):
    product = listed("花垣黑木耳", is_certified=True, pictures=1)
    pictures.make_now([product.cover.image_id])
    versions.bump("public", "catalogue")
    (card,) = client.get(address).context["shown"]
    sizes = pictures.shown(product.cover.image, pictures.CARD)
    assert (card["picture"], card["webp"], card["avif"]) == (sizes.url, sizes.webp, sizes.avif)
    assert ".avif " in sizes.avif


def test_choices_lead_from_province_to_town_with_counts(client, address):
    listed("花垣黑木耳", "433124109")
    listed("双龙腊肉", "433124110")
    listed("泸溪椪柑", "433122")
    listed("长沙绿茶", "430121")
    top = choices(client.get(address), "region")
    assert top == {"长沙市": (1, "?region=430100"), "湘西土家族苗族自治州": (3, "?region=433100")}
    county = choices(client.get(address, {"region": "433124"}), "region")
    assert county["全部产地"] == (4, "?")
    assert county["花垣镇"] == (1, "?region=433124109")
    assert names(client.get(address, {"region": "433124109"})) == ["花垣黑木耳"]


def test_a_choice_counts_with_its_own_kind_lifted_and_leads_back(client, address):
    listed("甲", is_certified=True)
    listed("乙")
    found = client.get(address, {"kind": "certified"})
    assert names(found) == ["甲"]
    assert choices(found, "kind") == {"扶贫产品": (1, "?"), "普通产品": (1, "?kind=ordinary")}
    assert choices(found, "category") == {"粮食": (1, "?category=grain&kind=certified")}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["丙", "乙", "甲"]),
        ("value", ["乙", "甲", "丙"]),
        ("people", ["甲", "丙", "乙"]),
        ("name", ["丙", "甲", "乙"]),
    ],
)
def test_a_list_can_be_sorted(client, address, sort, expected):
    listed("甲", commodity_value=5, people_benefited=9)
    listed("乙", commodity_value=7)
    listed("丙", people_benefited=2)
    assert names(client.get(address, {"sort": sort} if sort else {})) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("?region=", ""),
        ("?page=1", ""),
        ("?sort=newest", ""),
        ("?utm_source=x&kind=ordinary", "?kind=ordinary"),
        ("?kind=ordinary&kind=certified", "?kind=certified"),
        ("?q=%20%E8%8C%B6%00%20", "?q=%E8%8C%B6"),
        ("?q=%00", ""),
        ("?region=433130", "?region=433181"),
        ("?q=" + "a" * 59 + "%20b", "?q=" + "a" * 59),
    ],
)
def test_another_spelling_leads_to_the_only_one(client, address, typed, said):
    RegionFactory(code="433181", name="新永顺市")
    RegionFactory(code="433130", name="旧永顺县", retired=True, successor_id="433181")
    listed("甲")
    answer = client.get(address + typed, follow=True)
    [canonical] = re.findall(r'rel="canonical" href="https?://[^/]+([^"]*)"', answer.content.decode())
    assert canonical.replace("&amp;", "&") == address + said
    assert len(answer.redirect_chain) <= 1
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "region=999999", "region=43'--", "region=%E4%B8%80", "category=none", "year=20x5", "year=3000", "kind=best",
        "tag=none", "supplier=999999", "supplier=-1", "supplier=1e9", "expiring=2", "sort=best", "sort=relevance",
        "page=0", "page=-1", "page=2", "page=99999999999999999999", "page=x", "year=%D9%A2%D9%A0%D9%A2%D9%A5",
    ],
)  # fmt: skip
def test_what_means_nothing_is_not_found(client, address, typed):
    listed("甲")
    for path in ("", "feed/"):
        if path and typed.startswith(("page=2", "page=9")):
            continue
        answer = client.get(f"{address}{path}?{typed}")
        assert answer.status_code == 404, typed
        assert "public" not in answer.headers.get("Cache-Control", "")


def test_pages_are_numbered_and_end(client, address):
    drafts = [products.draft(f"产品{number:02d}") for number in range(30)]
    from catalog import actions

    actions.put_on_list(actions.create_products(drafts, by=None), by=None)
    first, second = client.get(address), client.get(address, {"page": 2})
    assert (len(names(first)), len(names(second))) == (24, 6)
    assert set(names(first)).isdisjoint(names(second))
    assert first.context["pages"]["next"] == "?page=2"
    assert second.context["pages"]["previous"] == "?"
    assert client.get(address, {"page": 3}).status_code == 404


def test_a_list_asks_as_many_queries_for_one_product_as_for_three(client, address):
    counted = []
    for number in (1, 2, 3):
        listed(f"产品{number}", is_certified=True, pictures=1)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted.append(len(captured))
    assert counted[0] == counted[2]
    assert counted[0] <= 20


def test_an_empty_list_says_what_to_do_next(client, address):
    listed("甲")
    page = client.get(address, {"year": 1999})
    assert (names(page), page.context["total"]) == ([], 0)
    assert "没有符合条件的产品" in page.content.decode()
    assert f'href="{address}"' in page.content.decode()


def test_words_narrow_the_list_and_choices_stay(client, address):
    listed("花垣黑木耳")
    listed("永顺黑木耳", "433127")
    listed("花垣腊肉")
    found = client.get(address, {"q": "heimuer", "region": "433124"})
    assert names(found) == ["花垣黑木耳"]
    assert "?q=heimuer&region=433127" in [url for _count, url in choices(found, "region").values()]


def test_while_columns_are_renewed_nothing_is_kept(client, address, monkeypatch):
    import dataclasses

    listed("甲")
    held = dataclasses.replace(columns.current(), is_current=False)
    monkeypatch.setattr(columns, "current", lambda: held)
    assert client.get(address).headers["Cache-Control"] == "private, no-cache"


def test_the_feed_holds_the_newest_of_the_filter(client, address):
    listed("花垣黑木耳")
    listed("永顺腊肉", "433127")
    feed = ElementTree.fromstring(client.get(f"{address}feed/", {"region": "433124"}).content)
    [entry] = feed.findall("a:entry", NS)
    assert entry.find("a:title", NS).text == "花垣黑木耳"
    code = products.ProductPage.objects.get(title="花垣黑木耳").code.lower()
    assert entry.find("a:link", NS).attrib["href"].endswith(f"{address}{code}/")
    assert "花垣县" in feed.find("a:title", NS).text


def test_the_list_is_taken_away_as_csv_with_its_filter_and_time(client, address):
    listed("花垣黑木耳", is_certified=True)
    listed("=cmd|' /C calc'!A0")
    listed("永顺腊肉", "433127")
    answer = client.get(f"{address}csv/", {"region": "433124", "sort": "name"})
    assert answer.streaming
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "产品"
    assert sorted(row[0] for row in rows[1:3]) == ["'=cmd|' /C calc'!A0", "花垣黑木耳"]
    assert rows[3] == ["筛选条件：花垣县"]
    assert rows[4][0].startswith("共 2 个产品，数据截至 20")


def test_the_list_is_taken_away_as_a_workbook(client, address):
    listed("花垣黑木耳", is_certified=True)
    answer = client.get(f"{address}xlsx/", {"region": "433124"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "产品目录"
    assert rows[1][0] == "筛选条件：花垣县"
    assert rows[3][:2] == ["产品", "类型"] or rows[3][0] == "产品"
    assert rows[4][0] == "花垣黑木耳"
    assert "filename" in answer["Content-Disposition"]


def test_a_download_asks_by_the_part_and_not_by_the_row(client, address, django_assert_max_num_queries):
    for number in range(3):
        listed(f"产品{number}")
    with django_assert_max_num_queries(16):
        b"".join(client.get(f"{address}csv/").streaming_content)


def test_the_directory_says_its_newest_and_its_totals(address):
    from catalog import queries

    listed("甲", is_certified=True)
    listed("乙")
    assert [card.title for card in queries.newest(1)] == ["乙"]
    assert [card.title for card in queries.newest(3, certified=True)] == ["甲"]
    totals = queries.totals()
    assert (totals.products, totals.certified, totals.suppliers) == (2, 1, 1)
