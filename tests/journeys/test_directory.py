"""An office takes a product out of the directory and enters it again; the public sees both at once."""

import pytest

pytestmark = pytest.mark.browser

ROOT, COUNTY, FUNGUS = "430000", "433130", "洛塔黑木耳"
REASON = "一批次抽检不合格，正在召回。"


@pytest.fixture
def product(site):
    """Its key and its code."""
    return site.rows(
        "SELECT p.page_ptr_id, p.code FROM catalog_productpage p JOIN wagtailcore_page w ON w.id = p.page_ptr_id"
        " WHERE w.title = ?",
        FUNGUS,
    )[0]


def _places(reader, code) -> dict[str, bool]:
    """Where readers look for products → whether this one is there."""
    places = {
        "list": f"/products/?region={COUNTY}",
        "search": f"/search/?q={FUNGUS}",
        "feed": f"/products/feed/?region={COUNTY}",
        "map": "/sitemap-products-1.xml",
    }
    return {
        name: f"/products/{code}/" in reader.request.get(address).text() for name, address in places.items()
    }


def _answer(reader, code) -> str:
    reader.goto(f"/verify/{code}")
    return reader.locator(".answer .word").inner_text()


def test_product_leaves_and_comes_back_everywhere_at_once(site, visit, product):
    key, code = product
    office, reader = visit("phone", site.phone("administrator", ROOT)), visit("desktop")
    everywhere = dict.fromkeys(("list", "search", "feed", "map"), True)
    assert (_places(reader, code), _answer(reader, code)) == (everywhere, "有效")

    office.goto(f"/desk/products/{key}/")
    office.locator("summary", has_text="退出目录").click()
    office.select_option("[name=delist-reason]", "safety")
    office.fill("[name=delist-words]", REASON)
    office.locator("form:has([name=delist-reason]) button.warn").click()
    office.locator("summary", has_text="重新列入").wait_for()

    assert _places(reader, code) == dict.fromkeys(everywhere, False)
    assert _answer(reader, code) == "已退出"
    reader.goto(f"/products/{code}/")
    assert REASON in reader.locator(".notice.error").inner_text()

    office.locator("summary", has_text="重新列入").click()
    office.fill("[name=relist-words]", "召回完毕，复检合格。")
    office.locator("form:has([name=relist-words]) button.go").click()
    office.locator("summary", has_text="退出目录").wait_for()

    assert (_places(reader, code), _answer(reader, code)) == (everywhere, "有效")
    reader.goto(f"/products/{code}/")
    assert reader.locator(".notice.error").count() == 0


def test_county_office_reads_why_it_does_not_take_out_a_certified_product(site, visit, product):
    key, _code = product
    office = visit("phone", site.phone("administrator", COUNTY))
    office.goto(f"/desk/products/{key}/")
    greyed = office.locator("div:has(> button[disabled])", has_text="退出目录")
    assert greyed.locator(".why").inner_text() == "扶贫产品只能由本站最高一级扶贫办决定。"
    assert office.locator("[name=delist-reason]").count() == 0
