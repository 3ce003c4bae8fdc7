"""A reader looks for a product of one county, and takes a county's list home: with and without scripts."""

import csv
import io

import pytest
import segno

pytestmark = pytest.mark.browser

SIZES = ("phone", "desktop")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def _open_filters(page, size):
    """On the phone the filters are a sheet that is opened first."""
    if size == "phone":
        page.locator("details.facets > summary").click()


def _choose(page, size, key, number=0):
    """Follow the first (or that) choice of a filter that is not a way back; returns its words and its count."""
    _open_filters(page, size)
    link = page.locator(f"#facet-{key} > ul a:not([aria-current]):not(:has(svg))").nth(number)
    words, count = (part.inner_text() for part in link.locator("span").all()[:2])
    link.click()
    page.locator(".chip.on", has_text=words).wait_for()
    page.locator("#count", has_text=count).wait_for()
    return words, int(count.replace(",", ""))


def _code_for(address) -> str:
    """The square code that says this address when scanned."""
    out = io.BytesIO()
    form = {"xmldecl": False, "svgclass": None, "lineclass": None, "omitsize": True}
    segno.make(address, error="m", micro=False).save(out, border=2, kind="svg", **form)
    return out.getvalue().decode()


@SCRIPTS
@pytest.mark.parametrize("size", SIZES)
def test_pinyin_finds_black_fungus_of_a_county_and_its_code_verifies(visit, size, scripts):
    page = visit(size, java_script_enabled=scripts)
    page.goto("/products/?region=433124")
    _open_filters(page, size)
    page.locator("#list-q").fill("heimuer")
    page.locator("#list-q").press("Enter")
    page.wait_for_url("**q=heimuer**")

    found = page.locator(".cards h3 a", has_text="黑木耳").first
    name = found.inner_text()
    found.click()
    page.locator("h1", has_text=name).wait_for()
    assert page.locator(".timeline li").count() > 1

    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    scanned = f"{page.url.split('/products/')[0]}/verify/{code}"
    svg = page.request.get(f"/products/{code}/qr.svg").text()
    assert svg == _code_for(scanned)

    page.goto(scanned)
    page.locator(".answer.done").wait_for()
    page.get_by_role("link", name=name).first.click()
    page.locator(".certificate").wait_for()


@SCRIPTS
@pytest.mark.parametrize("size", SIZES)
def test_a_county_of_a_prefecture_is_chosen_and_its_list_taken_away(visit, size, scripts):
    page = visit(size, java_script_enabled=scripts, accept_downloads=True)
    page.goto("/products/?region=430000")
    city, of_city = _choose(page, size, "region")
    county, of_county = _choose(page, size, "region")
    assert 0 < of_county <= of_city
    assert page.locator(".chip.on", has_text=county).count() == 1

    with page.expect_download() as started:
        page.locator("a", has_text="CSV").click()
    with open(started.value.path(), encoding="utf-8-sig") as file:
        rows = list(csv.reader(io.StringIO(file.read())))
    assert len(rows) == 1 + of_county + 2
    assert all(city in row[3] and county in row[3] for row in rows[1:-2])
    assert rows[-2] == [f"筛选条件：{county}"]

    page.go_back()
    page.locator(".chip.on", has_text=city).wait_for()
