"""The menu: the home page's children in their order, found without reading what lies below them."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from home import reference
from portal.context import menu


@pytest.fixture
def request_home(db):
    """A request for the front page of the tree that every site starts with."""
    reference.load(lambda *told: None)
    return RequestFactory().get("/")


def test_menu_holds_the_sections_in_their_order(request_home):
    titles = [entry["title"] for entry in menu(request_home, in_menu=True)]
    at_the_foot = [
        title for kind, title, _slug, _summary in reference.SECTIONS if kind in reference.AT_THE_FOOT
    ]
    sections = [title for _kind, title, _slug, _summary in reference.SECTIONS]
    assert titles[1:] == [title for title in sections if title not in at_the_foot]


def test_section_that_is_not_public_is_in_no_menu(request_home):
    _kind, title, slug, _summary = reference.SECTIONS[1]
    Page.objects.get(slug=slug).specific.unpublish()
    shown = [entry["title"] for in_menu in (True, False) for entry in menu(request_home, in_menu=in_menu)]
    assert title not in shown
    # The home page stands in the place of the section that is gone.
    assert len(shown) == len(reference.SECTIONS) + len(reference.PAGES)


def test_header_and_foot_ask_once(request_home, django_assert_max_num_queries):
    menu(request_home, in_menu=True)
    with django_assert_max_num_queries(0):
        menu(request_home, in_menu=False)
