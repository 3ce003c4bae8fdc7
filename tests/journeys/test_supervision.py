"""A buyer complains, the county investigates, the product leaves, the city blacklists; everybody can read it."""

import re

import pytest

pytestmark = pytest.mark.browser

WORDS = "包装上写的产地与页面不一样，怀疑掺了外地货。"
ANSWER = "您反映的情况属实，产品已退出目录，供应商已列入失信黑名单。"
SUMMARY = "产地不实的情况属实，产品已退出目录。"
NUMBER = "扶贫监〔2026〕88号"


def products(site):
    """(key, code, title, county, supplier) of two listed products whose suppliers nobody else's journey needs."""
    return site.rows(
        "SELECT p.page_ptr_id, p.code, w.title, p.region_id, o.name FROM catalog_productpage p"
        " JOIN wagtailcore_page w ON w.id = p.page_ptr_id"
        " JOIN organizations_organization o ON o.id = p.supplier_id"
        " WHERE p.is_listed AND p.region_id NOT LIKE '4331%' AND w.title NOT LIKE '%木耳%'"
        " AND (SELECT count(*) FROM catalog_productpage q WHERE q.supplier_id = o.id AND q.is_listed) <= 4"
        " GROUP BY o.id ORDER BY o.id DESC LIMIT 2"
    )


def file_complaint(reader, code) -> tuple[str, str]:
    """From the product's page to the receipt; its number and four digits."""
    reader.goto(f"/products/{code}/")
    reader.locator("aside a", has_text="投诉举报").click()
    reader.select_option("[name=topic]", "honesty")
    reader.fill("[name=words]", WORDS)
    reader.locator("main button.primary").click()
    reader.wait_for_url(re.compile(r"/receipt/"))
    number = reader.locator(".certificate .number").inner_text()
    return number, reader.locator(".certificate dd").first.inner_text()


def press(page, verb, **said):
    """Open a door of the complaint's page, fill it in and go through."""
    form = page.locator(f"form:has([name=verb][value={verb}])")
    fold = page.locator(f"details:has([name=verb][value={verb}]) > summary")
    if fold.count():
        fold.click()
    for name, value in said.items():
        field = form.locator(f"[name={verb}-{name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button.btn").click()
    page.locator(".notice.done").first.wait_for()


@pytest.mark.parametrize(("number", "reading", "working"), [(0, "phone", "desktop"), (1, "desktop", "phone")])
def test_complaint_leads_to_withdrawal_and_blacklist(site, visit, number, reading, working):
    _key, code, title, county, supplier = products(site)[number]
    reader = visit(reading)
    receipt, pin = file_complaint(reader, code)

    office = visit(working, site.phone("administrator", county))
    office.goto("/desk/")
    office.locator("a", has_text=f"投诉举报：{title}").first.click()
    office.wait_for_url(re.compile(r"/desk/supervision/complaints/\d+/"))
    address = office.url
    assert WORDS in office.locator("main").inner_text()
    press(office, "take_up")
    press(office, "note", words="已到加工点取样。")
    press(office, "establish", finding="verified", words="进货单与产地不一致。")
    press(office, "withdraw", reason="safety", words="产地不实，查证属实。")

    city = visit(working, site.phone("administrator", f"{county[:4]}00"))
    city.goto(address)
    city.locator("a.btn.warn", has_text="黑名单").click()
    city.select_option("[name=grounds]", "trade")
    city.fill("[name=words]", "以外地原料冒充本地产品，查证属实。")
    city.fill("[name=until]", "2031-12-31")
    city.fill("[name=document_number]", NUMBER)
    city.locator("form button.btn.warn").click()
    city.locator(".notice.done").first.wait_for()

    office.goto(address)
    press(office, "answer", answer=ANSWER, summary=SUMMARY)

    reader.goto(f"/products/{code}/")
    assert "产地不实，查证属实。" in reader.locator(".notice.error").inner_text()
    reader.goto("/supervision/blacklist/")
    reader.fill("#q-blacklist", supplier)
    reader.locator("form:has(#q-blacklist) button").click()
    entry = reader.locator("main .ledger").inner_text()
    assert (supplier in entry, NUMBER in entry, "2031-12-31" in entry) == (True, True, True)
    reader.goto("/supervision/complaints/")
    assert SUMMARY in reader.locator("main").inner_text()
    assert WORDS not in reader.locator("main").inner_text()

    reader.goto("/supervision/complaints/status/")
    reader.fill("[name=receipt]", receipt)
    reader.fill("[name=pin]", pin)
    reader.locator("main form button.primary").click()
    assert ANSWER in reader.locator("blockquote").first.inner_text()
