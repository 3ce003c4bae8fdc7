"""What machines read of a page: addresses, structured data, shelves of the front page."""

import json

import pytest
from django.test import RequestFactory

from content import addresses, shelves, structured


def asked(path):
    return RequestFactory().get(path, headers={"host": "testserver"})


@pytest.mark.parametrize(
    ("path", "keep", "own"),
    [
        ("/news/", "kind,page", "/news/"),
        ("/news/?page=1", "kind,page", "/news/"),
        ("/news/?page=2", "kind,page", "/news/?page=2"),
        ("/news/?page=2&kind=news", "kind,page", "/news/?kind=news&page=2"),
        ("/news/?kind=&utm=1", "kind,page", "/news/"),
        ("/activities/?region=43&older=20200901-7", "region,kind", "/activities/?region=43"),
        ("/en/news/?sort=name", "kind,page", "/en/news/"),
        ("/english/", "", "/english/"),
    ],
)
def test_one_canonical_address_per_page(path, keep, own):
    assert addresses.canonical(asked(path), keep)["own"] == f"http://testserver{own}"


@pytest.mark.parametrize("path", ["/news/", "/en/news/"])
def test_both_languages_name_each_other(path):
    found = addresses.canonical(asked(path), "")
    assert (found["zh-Hans"], found["en"]) == ("http://testserver/news/", "http://testserver/en/news/")


def test_a_deployment_s_own_address_wins_over_the_one_asked_for(settings):
    settings.PUBLIC_BASE_URL = "https://portal.example"
    assert addresses.canonical(asked("/news/"))["own"] == "https://portal.example/news/"


def test_a_data_block_cannot_be_left():
    block = structured.script({"@type": "Product", "name": "</script><img onerror=x>&\u2028", "sku": ""})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert set("<>&\u2028") & set(inside) == set()
    assert json.loads(inside)["@graph"] == [{"@type": "Product", "name": "</script><img onerror=x>&\u2028"}]


def test_a_shelf_stands_on_the_front_page_while_it_holds_something(db):
    held = []
    shelves.register("toy", "toy.html", lambda: held, order=1)
    try:
        empty = [shelf for shelf in shelves.filled() if shelf["template"] == "toy.html"]
        held.append("row")
        filled = [shelf for shelf in shelves.filled() if shelf["template"] == "toy.html"]
    finally:
        del shelves._shelves["toy"]
    assert (empty, filled) == ([], [{"template": "toy.html", "rows": ["row"]}])
