"""The results page and suggestions: what is found, how it is grouped, narrowed, marked; and what harms nobody."""

import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import index, sources
from tests.factories.activities import ReportFactory, revoke
from tests.factories.home import article, campaign, guide, site_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return site_tree()


def ask(client, **asked):
    return client.get("/search/", asked)


def titles(response):
    return [hit["card"].title for group in response.context["groups"] for hit in group["hits"]]


def test_box_stands_in_the_header_of_every_public_page(client, tree):
    page = client.get("/").content.decode()
    assert 'action="/search/"' in page
    assert 'action="/en/search/"' in client.get("/en/").content.decode()


def test_page_without_words_says_what_can_be_asked(client, tree):
    page = ask(client)
    assert page.status_code == 200
    assert "想找什么" in page.content.decode()


@pytest.mark.parametrize("words", ["脐橙", "qicheng", "花垣 脐橙", "hyqc", "产销对接", "花垣脐橙", "臍橙"])
def test_published_report_is_found(client, tree, words):
    ReportFactory(approved=True)
    assert titles(ask(client, q=words, kind="report")) == ["花垣脐橙产销对接会"]


def test_report_is_found_from_its_approval_to_its_revocation(client, tree):
    version = ReportFactory(submitted=True)
    assert titles(ask(client, q="脐橙")) == []
    version = ReportFactory(approved=True, title="古丈毛尖产销对接会")
    assert titles(ask(client, q="毛尖")) == ["古丈毛尖产销对接会"]
    revoke(version)
    assert titles(ask(client, q="毛尖")) == []


def test_hits_are_grouped_by_kind_with_counts(client, tree):
    ReportFactory(approved=True)
    article(tree, title="脐橙丰收")
    guide(tree, title="脐橙怎样装箱")
    page = ask(client, q="脐橙")
    assert [(str(g["source"].key), g["total"]) for g in page.context["groups"]] == [
        ("report", 1),
        ("article", 1),
        ("guide", 1),
    ]
    assert [(kind["count"], kind["is_chosen"]) for kind in page.context["kinds"]] == [(1, False)] * 3
    only = ask(client, q="脐橙", kind="article")
    assert titles(only) == ["脐橙丰收"]
    assert only.context["found"] == 3


def test_region_narrows_and_offers_what_lies_below(client, tree):
    ReportFactory(approved=True)
    everywhere = ask(client, q="脐橙").context["regions"]
    assert [(one["region"].pk, one["count"]) for one in everywhere["below"]] == [("430000", 1)]
    assert titles(ask(client, q="脐橙", region="433100")) == ["花垣脐橙产销对接会"]
    elsewhere = ask(client, q="脐橙", region="430100")
    assert titles(elsewhere) == []
    assert "在所有地区搜索" in elsewhere.content.decode()


def test_campaign_is_found_by_its_theme(client):
    campaign()
    assert titles(ask(client, q="消费助扶贫")) == ["湖南省2020年消费扶贫月"]


def test_near_miss_names_the_word_that_was_left_out(client, tree):
    ReportFactory(approved=True)
    page = ask(client, q="脐橙 潜水艇")
    assert titles(page) == ["花垣脐橙产销对接会"]
    assert "不含“潜水艇”" in page.content.decode()


def test_nothing_found_says_what_to_do(client, tree):
    page = ask(client, q="潜水艇")
    assert page.status_code == 200
    assert "没有找到" in page.content.decode()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("脐橙", "花垣<mark>脐橙</mark>产销对接会"),
        ("qicheng", "花垣<mark>脐橙</mark>产销对接会"),
        ("hyqc", "<mark>花垣脐橙</mark>产销对接会"),
    ],
)
def test_hits_are_marked(client, tree, words, marked):
    ReportFactory(approved=True)
    assert marked in ask(client, q=words).content.decode()


def test_marked_titles_are_escaped(client, tree):
    article(tree, title="<script>脐橙</script>")
    page = ask(client, q="脐橙").content.decode()
    assert "&lt;script&gt;<mark>脐橙</mark>&lt;/script&gt;" in page


def test_unpublished_article_is_not_found(client, tree):
    page = article(tree, title="脐橙丰收")
    page.unpublish()
    assert titles(ask(client, q="脐橙")) == []
    page.save_revision().publish()
    assert titles(ask(client, q="脐橙")) == ["脐橙丰收"]
    page.delete()
    assert ask(client, q="脐橙").context["result"].total == 0


@pytest.mark.parametrize(
    "asked", [{"kind": "x"}, {"region": "999999"}, {"page": "0"}, {"page": "x"}, {"page": "7"}]
)
def test_address_that_means_nothing_is_not_found(client, tree, asked):
    assert ask(client, q="脐橙", **asked).status_code == 404


def test_long_list_has_pages(client, tree):
    for number in range(23):
        article(tree, title=f"脐橙第{number}期")
    first, second = (ask(client, q="脐橙", kind="article", page=page) for page in (1, 2))
    assert len(titles(first)), len(titles(second)) == (20, 3)
    assert not set(titles(first)) & set(titles(second))
    assert ask(client, q="脐橙", kind="article", page=3).status_code == 404


def test_queries_do_not_grow_with_hits(client, tree):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            ask(client, q="脐橙")
        return len(caught)

    article(tree, title="脐橙一")
    ask(client, q="脐橙")
    one = cost()
    article(tree, title="脐橙二")
    article(tree, title="脐橙三")
    ask(client, q="脐橙")
    assert cost() == one


def test_suggestions_lead_to_words_and_to_pages(client, tree):
    page = article(tree, title="脐橙丰收")
    items = json.loads(client.get("/search/suggest/", {"q": "qich"}).content)["items"]
    assert items[0] == {"text": "脐橙", "label": "", "url": ""}
    assert items[-1] == {"text": "脐橙丰收", "label": "新闻和文件", "url": page.url}


def test_suggestions_for_nothing_are_none(client, tree):
    assert json.loads(client.get("/search/suggest/").content) == {"items": []}


def test_index_is_rebuilt_to_the_same_answers(client, tree):
    ReportFactory(approved=True)
    article(tree, title="脐橙丰收")
    before = titles(ask(client, q="脐橙"))
    for source in sources.all_sources():
        index.drop(source.key, list(source.public().values_list("pk", flat=True)))
    assert titles(ask(client, q="脐橙")) == []
    index.rebuild()
    assert titles(ask(client, q="脐橙")) == before
    index.rebuild("article")
    assert titles(ask(client, q="脐橙")) == before


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "\0",
        "\ud800",
        "😀",
        "大米 AND NOT (",
        "*",
        "a" * 10_000,
        "脐橙" * 5_000,
        "<b>脐橙</b>",
        "%",
        "\\",
    ],
)
def test_nothing_typed_ends_in_an_error(client, tree, typed):
    article(tree, title="脐橙丰收")
    query = urlencode({"q": typed}, errors="surrogatepass")
    for address in ("/search/", "/en/search/", "/search/suggest/"):
        assert client.get(f"{address}?{query}").status_code == 200
