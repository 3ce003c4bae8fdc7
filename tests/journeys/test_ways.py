"""Readers on their way: suggestions, a county's workbook, elder mode, the other language, every answer about a mark."""

import io
import re

import openpyxl
import pytest

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", ["phone", "desktop"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
HUAYUAN, FUNGUS = "433124", "十八洞黑木耳"
ANSWERS = {
    "有效": "standing = 'listed' AND kind = 'certified' ORDER BY listed_until DESC",
    "即将到期": "standing = 'listed' AND kind = 'certified' ORDER BY listed_until",
    "已过期": "standing = 'expired'",
    "已退出": "standing = 'delisted'",
}


@SIZES
def test_suggestions_name_the_product_while_pinyin_is_typed(visit, size):
    page = visit(size)
    page.goto("/search/")
    page.locator("#f-q").press_sequentially("heimuer")
    page.locator("#f-q-list [role=option]", has_text=FUNGUS).first.wait_for()


def test_a_countys_workbook_holds_exactly_its_products(site, visit):
    page = visit(accept_downloads=True)
    page.goto(f"/products/?region={HUAYUAN}")
    with page.expect_download() as started:
        page.locator("#products a", has_text="XLSX").click()
    with open(started.value.path(), "rb") as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    codes = [found.group(1) for cell in cells if (found := re.search(r"/products/(\w+)/$", cell))]
    listed = site.rows("SELECT code FROM catalog_productpage WHERE is_listed AND region_id = ?", HUAYUAN)
    assert sorted(codes) == sorted(code for (code,) in listed)
    assert len(codes) > 1


@SCRIPTS
@SIZES
def test_elder_mode_and_the_other_language_stay_while_a_reader_goes_on(visit, size, scripts):
    page = visit(size, java_script_enabled=scripts)
    page.goto("/products/")
    page.locator("form.elder button").click()
    page.locator("html[data-elder='1']").wait_for(state="attached")
    page.locator(".cards h3 a").first.click()
    page.locator("html[data-elder='1'] .prose").first.wait_for()

    page.locator("a[hreflang=en]").click()
    page.wait_for_url("**/en/products/*/")
    page.locator("html[lang=en][data-elder='1']").wait_for(state="attached")
    page.locator("a[hreflang=zh-Hans]").click()
    page.wait_for_url(re.compile(r"//[^/]+/products/\w+/$"))
    page.locator("html[lang=zh-Hans][data-elder='1']").wait_for(state="attached")


@SCRIPTS
@SIZES
def test_every_answer_about_a_mark_is_given(site, visit, size, scripts):
    page = visit(size, java_script_enabled=scripts)
    asked = {
        word: site.value(f"SELECT code FROM catalog_productpage WHERE {where}")
        for word, where in ANSWERS.items()
    }
    for word, number in {**asked, "查无此证": "FP-0000"}.items():
        page.goto("/verify/")
        page.locator("#number").fill(number)
        page.locator("main form button.primary").click()
        page.locator(".answer .word", has_text=word).wait_for()
