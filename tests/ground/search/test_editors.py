"""Wagtail's own search boxes: two characters find a page, and nothing typed ends in an error."""

from urllib.parse import urlencode

import pytest
from wagtail.models import Page

from accounts.models import User
from search import editors
from tests.factories.home import article, guide, site_tree

pytestmark = pytest.mark.django_db
HARMLESS = [
    '"',
    "'",
    '"脐橙',
    "脐橙 AND",
    "*",
    "%",
    "_",
    "\\",
    "大\0米",
    "\ud800",
    "😀",
    "脐橙" * 3_000,
    "( NEAR",
    "\0",
]


@pytest.fixture
def editor(client):
    user = User.objects.create_superuser(phone="10000000009", password="a long password", name="编辑")
    client.force_login(user)
    return client


@pytest.fixture
def pages():
    tree = site_tree()
    return article(tree, title="脐橙丰收"), guide(tree, title="怎样填报")


@pytest.mark.parametrize(
    ("typed", "found"), [("脐橙", True), ("丰收 脐橙", True), ("橙", True), ("脐橙 小麦", False)]
)
def test_page_is_found_by_words_of_its_title(editor, pages, typed, found):
    for address in ("/cms/pages/search/", "/cms/choose-page/search/"):
        answer = editor.get(address, {"q": typed}).content.decode()
        assert ("脐橙丰收" in answer) is found


@pytest.mark.parametrize("typed", HARMLESS)
def test_nothing_typed_ends_in_an_error(editor, pages, typed):
    for address in ("/cms/pages/search/", "/cms/choose-page/search/", "/cms/images/", "/cms/documents/"):
        query = urlencode({"q": typed}, errors="surrogatepass")
        assert editor.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("typed", HARMLESS)
def test_backend_takes_whatever_it_is_given(pages, typed):
    backend = editors.SearchBackend({})
    assert set(backend.search(typed, Page.objects.all())) <= {page.page_ptr for page in pages}
