"""Every kind of page at both sizes: accessible, as wide as the screen, from this host alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.kinds import DESK, PUBLIC

pytestmark = pytest.mark.browser

ALL = {kind.name: kind for kind in (*PUBLIC, *DESK)}


def _open(site, visit, kind, size, **options):
    page = visit(size, site.phone(*kind.who) if kind.who else None, **options)
    address = kind.address(site)
    answer = page.goto(address)
    assert answer.status == (404 if kind.name == "not-found" else 200), address
    # A page that leads elsewhere would be looked at in place of its kind.
    assert page.url.removeprefix(site.address) == address
    return page


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("name", ALL)
def test_page_breaks_no_rule_of_accessibility(site, visit, name, size):
    page = _open(site, visit, ALL[name], size)

    found = Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("name", ALL)
def test_page_fits_a_narrow_phone(site, visit, name):
    page = _open(site, visit, ALL[name], "phone")
    page.set_viewport_size({"width": 360, "height": 780})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
