"""The public site in a browser: elder mode, English, the keyboard, structured data under the policy, weight."""

import json

import pytest

pytestmark = pytest.mark.browser

KILO = 1000
# Address → (bytes at most, requests at most), as look.md has it.
LIMITS = {
    "/": (250 * KILO, 40),
    "/products/": (130 * KILO, 12),
    "/activities/": (130 * KILO, 12),
    "/news/": (130 * KILO, 12),
}


def test_elder_mode_survives_navigation_and_goes_again(visit):
    page = visit()
    page.goto("/")
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.get_by_role("button", name="长者模式").click()
    page.goto("/news/")
    page.get_by_role("link", name="网站地图").click()
    assert page.get_attribute("html", "data-elder") == "1"
    large = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert large / usual == pytest.approx(1.25, abs=0.01)
    assert page.get_by_role("button", name="标准模式").bounding_box()["height"] >= 44
    page.get_by_role("button", name="标准模式").click()
    assert page.get_attribute("html", "data-elder") == "0"


def test_english_and_back_stay_on_the_same_page(visit):
    page = visit("desktop")
    page.goto("/news/?kind=news")
    page.get_by_role("link", name="English").click()
    assert (page.evaluate("location.pathname"), page.get_attribute("html", "lang")) == ("/en/news/", "en")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Activities").click()
    assert page.evaluate("location.pathname") == "/en/activities/"
    page.get_by_role("link", name="中文").click()
    assert (page.evaluate("location.pathname"), page.get_attribute("html", "lang")) == (
        "/activities/",
        "zh-Hans",
    )


def test_the_keyboard_skips_to_the_content_and_closes_the_menu(visit):
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    menu = page.locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("address", ["/", "/news/2020-month-plan/"])
def test_structured_data_stands_in_the_page_and_breaks_no_policy(visit, address):
    # `visit` fails the test when the browser reports a violation of the policy.
    page = visit()
    answer = page.goto(address)
    assert (
        "script-src" in answer.headers["content-security-policy"]
        or "default-src" in (answer.headers["content-security-policy"])
    )
    blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
    assert [json.loads(block)["@graph"][0]["@type"] for block in blocks] == ["WebSite"]


@pytest.mark.parametrize("address", LIMITS)
def test_pages_are_light(site, visit, address):
    page = visit()
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(sum(request.sizes().values())))
    page.goto(address, wait_until="networkidle")
    most_bytes, most_requests = LIMITS[address]
    assert (sum(sizes) <= most_bytes, len(sizes) <= most_requests) == (True, True), (sum(sizes), len(sizes))
