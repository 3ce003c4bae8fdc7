"""The heart of the site, at both sizes: posted, returned, mended, approved, public, counted, in the workbook."""

from decimal import Decimal

import pytest

from tests.journeys import acts
from tests.journeys.acts import Report

pytestmark = pytest.mark.browser

CITY = "433100"
CLERKS = {"phone": ("433124", "花垣县"), "desktop": ("433127", "永顺县")}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_report_from_the_green_plus_to_the_workbook(site, visit, size):
    code, county = CLERKS[size]
    report = Report(f"{county}猕猴桃产销对接会签约（{size}）", amount="12.5")
    clerk = visit(size, site.phone("reporter", code))
    office = visit(size, site.phone("reviewer", CITY))
    public = visit(size)
    before = acts.sold(public, report.day, CITY, county)

    # The clerk posts with two pictures; nothing is public yet.
    acts.post_report(clerk, report)
    assert acts.sold(public, report.day, CITY, county) == before

    # The city returns it, in words.
    acts.open_task(office, report.title)
    acts.decide(office, "return", "请写清有几家采购单位，并核对金额。")
    assert acts.sold(public, report.day, CITY, county) == before

    # The clerk finds the words in the inbox, mends and submits again.
    acts.open_task(clerk, report.title)
    assert "请写清有几家采购单位" in clerk.inner_text("main")
    clerk.fill("[name=body]", "三家机关食堂与合作社签约，金额已核对。")
    clerk.fill("[name=sales_amount_0]", "13.75")
    acts.submit(clerk)

    # The city sees what changed, and approves.
    acts.open_task(office, report.title)
    changes = office.inner_text("main")
    assert "12.5" in changes
    assert "13.75" in changes
    acts.decide(office, "approve")

    # The number of the form rises by exactly that amount and opens down to the report.
    assert acts.sold(public, report.day, CITY, county) == before + Decimal("13.75")
    acts.cell(public, county).locator("a").click()
    public.click(f"a:has-text('{report.title}')")
    public.wait_for_url("**/activities/**")
    assert public.locator("h1").inner_text() == report.title
    assert public.locator("main .prose img").count() == 2
    assert public.locator("main .prose img").first.evaluate("image => image.naturalWidth") > 0

    # The workbook holds the same.
    figure = acts.workbook_figure(public, report.day, CITY, county)
    assert figure == before + Decimal("13.75")


def test_report_is_posted_without_scripts(site, visit):
    report = Report("泸溪县椪柑进食堂（无脚本）", amount="3")
    clerk = visit("phone", site.phone("reporter", "433122"), java_script_enabled=False)

    version = acts.post_report(clerk, report, scripts=False)

    state, amount, pictures = site.rows(
        "SELECT state, sales_amount, (SELECT COUNT(*) FROM activities_reportpicture p WHERE p.version_id = v.id)"
        " FROM activities_reportversion v WHERE id = ?",
        version,
    )[0]
    assert (state, Decimal(str(amount)), pictures) == ("submitted", Decimal(30_000), 2)


def test_draft_is_there_again_after_leaving(site, visit):
    report = Report("凤凰县姜糖直播（草稿）")
    clerk = visit("phone", site.phone("reporter", "433123"))
    clerk.goto("/desk/reports/new/")
    acts.fill_report(clerk, report)
    # Saved while typing: the address becomes the draft's own.
    clerk.wait_for_url("**/desk/reports/*/edit/", timeout=15_000)
    address = clerk.url
    clerk.wait_for_function("!document.querySelector('[data-saved]').textContent.includes('…')")
    clerk.goto("/desk/")
    clerk.goto(address)
    assert clerk.input_value("[name=title]") == report.title
    assert clerk.input_value("[name=body]") == report.body
    assert clerk.input_value("[name=sales_amount_0]") == report.amount
