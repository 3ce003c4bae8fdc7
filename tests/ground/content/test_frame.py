"""The frame of public pages: kept between requests, true after every save of an editor."""

import pytest
from wagtail.models import Page, PageViewRestriction

from content.models import SiteSettings
from home import reference
from home.models import HomePage


@pytest.fixture(autouse=True)
def tree(hunan):
    """The pages that every site starts with."""
    reference.load(lambda *told: None)


def a_section() -> Page:
    return Page.objects.get(slug=reference.SECTIONS[1][2])


def test_new_settings_are_read_by_the_next_page(client):
    assert "湘品出湘" not in client.get("/").content.decode()
    settings = SiteSettings.for_site(HomePage.objects.get().get_site())
    settings.site_name = "湘品出湘"
    settings.save()
    assert "湘品出湘" in client.get("/").content.decode()


def test_section_that_is_renamed_stands_so_in_the_menu(client):
    address = a_section().url
    client.get("/")
    section = a_section().specific
    section.title = section.draft_title = "新栏目名"
    section.save()
    assert "新栏目名" in client.get("/").content.decode()
    assert client.get(address).context["page"].title == "新栏目名"


def test_section_that_is_taken_away_is_gone(client):
    address = a_section().url
    assert client.get(address).status_code == 200
    a_section().specific.unpublish()
    assert client.get(address).status_code == 404


def test_section_that_is_restricted_asks_to_sign_in(client):
    address = a_section().url
    assert client.get(address).status_code == 200
    PageViewRestriction.objects.create(page=a_section(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).status_code == 302


def test_requests_have_pages_of_their_own(client):
    address = a_section().url
    shown = [client.get(address).context["page"] for _time in range(2)]
    fronts = [client.get("/").context["page"] for _time in range(2)]
    assert shown[0] is not shown[1]
    assert fronts[0] is not fronts[1]
