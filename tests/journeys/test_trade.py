"""A purchase from the phone to the totals: filed, returned, mended, passed by market and city (B11-B22, N15-N22)."""

import re
from decimal import Decimal

import pytest

from tests.journeys import acts

pytestmark = pytest.mark.browser

CITY = "433100"
SIZES = ["phone", "desktop"]


def approved(site) -> Decimal:
    """Yuan of approved purchases, as the database says."""
    counted = "state = 'approved' AND direction = 'purchase'"
    return Decimal(str(site.value(f"SELECT COALESCE(SUM(amount), 0) FROM trade_traderecord WHERE {counted}")))


def file_record(page, name, number):
    """From the list's button through the two steps to “submitted”; the record's id."""
    page.goto("/desk/trade/")
    page.click("a.btn.go[href='/desk/trade/new/']")
    page.fill("[name=product_name]", name)
    page.select_option("[name=category]", label="粮食 · 大米")
    page.fill("[name=quantity]", "2")
    page.select_option("[name=unit]", label="吨")
    page.fill("[name=amount_0]", "1.2")
    page.select_option("[name=amount_1]", label="万元")
    page.fill("[name=traded_on]", "2020-09-01")
    page.click("button[name=next]")
    page.wait_for_url(re.compile(r"step=2"))
    if page.locator("[name=is_direct]").count():
        page.check("[name=is_direct][value=True]")
    page.select_option("select[name=origin] >> nth=0", value="450000")
    page.select_option("select[name=origin] >> nth=1", value="451200")
    page.select_option("select[name=origin] >> nth=2", value="451225")
    with page.expect_response(lambda answer: "/vouchers/" in answer.url):
        page.set_input_files("[name=attachments]", files=[acts.photo(number)])
    page.locator("[data-list=attachment] li").first.wait_for()
    return submit(page)


def submit(page) -> int:
    page.click("button[name=submit]")
    page.wait_for_url(re.compile(r"/desk/trade/\d+/$"))
    return int(re.search(r"/trade/(\d+)/", page.url).group(1))


@pytest.mark.parametrize("size", SIZES)
def test_purchase_from_the_merchant_to_the_totals(site, visit, size):
    name = f"罗城香米（{size}）"
    merchant = visit(size, site.phone("reporter", CITY, kind="merchant"))
    market = visit(size, site.phone("administrator", CITY, kind="wholesale_market"))
    city = visit(size, site.phone("reviewer", CITY))
    before = approved(site)

    record = file_record(merchant, name, 40 + len(size))
    assert "已填报" in merchant.inner_text("main")

    acts.open_task(market, name)
    acts.decide(market, "return", "请核对金额。")
    merchant.goto(f"/desk/trade/{record}/edit/")
    assert "请核对金额" in merchant.inner_text("main")
    merchant.fill("[name=amount_0]", "11500")
    merchant.select_option("[name=amount_1]", label="元")
    merchant.click("button[name=next]")
    merchant.wait_for_url(re.compile(r"step=2"))
    submit(merchant)

    acts.open_task(market, name)
    acts.decide(market, "approve")
    merchant.goto(f"/desk/trade/{record}/")
    assert "已提交" in merchant.inner_text("main")
    assert approved(site) == before

    acts.open_task(city, name)
    picture = city.locator("main .files img").first
    picture.scroll_into_view_if_needed()
    city.wait_for_function("document.querySelector('main .files img').naturalWidth > 0")
    acts.decide(city, "approve")
    assert approved(site) == before + Decimal(11500)

    province = visit(size, site.phone("reviewer", "430000"))
    province.goto("/desk/trade/?group=reviewed")
    province.click(f"a:has-text('{name}')")
    assert "审核通过" in province.inner_text("main")

    store = visit(size, site.phone("reporter", CITY, kind="store"))
    assert store.goto(f"/desk/trade/{record}/").status == 403


def test_enterprise_files_for_itself(site, visit):
    phone = site.value(
        "SELECT u.phone FROM accounts_user u JOIN organizations_organization o ON o.id = u.organization_id"
        " WHERE o.kind = 'enterprise' AND u.is_active ORDER BY u.id"
    )
    enterprise = visit("phone", phone)
    file_record(enterprise, "企业采购大米", 31)
    assert "已提交" in enterprise.inner_text("main")
