"""The whole public site: head of every page kind, the map, robots, feeds, marks, English, error pages."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import RequestFactory

from content import sitemaps
from content.models import SiteSettings
from home.models import ArticleIndexPage, ArticlePage
from portal import views
from tests.factories.home import campaign, report, site_tree

pytestmark = pytest.mark.django_db

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
COLUMNS = [
    "/",
    "/activities/",
    "/campaigns/",
    "/statistics/",
    "/news/",
    "/guides/",
    "/about/",
    "/products/",
    "/sitemap/",
]


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def metas(html):
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def article(**values):
    words = {
        "title": "消费扶贫月启动",
        "slug": "start",
        "summary": "九月一日启动。",
        "source": "省扶贫办",
        **values,
    }
    page = ArticleIndexPage.objects.get().add_child(instance=ArticlePage(**words))
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


@pytest.mark.parametrize("path", COLUMNS)
def test_every_column_says_what_it_is(client, path):
    site_tree()
    html = text_of(client.get(path))
    found = metas(html)
    wanted = (
        "SiteName",
        "SiteDomain",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "description",
    )
    assert [name for name in wanted if not found.get(name)] == []
    assert "SiteIDCode" in found
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', html) == [f"http://testserver{path}"]
    assert set(re.findall(r'hreflang="([^"]+)" href', html)) >= {"zh-Hans", "en", "x-default"}
    assert len(re.findall(r"<h1\b", html)) == 1


def test_an_article_says_when_and_whose_it_is(client):
    site_tree()
    page = article(date="2025-07-14")
    html = text_of(client.get(page.url))
    found = metas(html)
    assert {
        name: found[name] for name in ("ArticleTitle", "ContentSource", "Author", "Description", "Url")
    } == {
        "ArticleTitle": "消费扶贫月启动",
        "ContentSource": "省扶贫办",
        "Author": "省扶贫办",
        "Description": "九月一日启动。",
        "Url": "http://testserver/news/start/",
    }
    assert re.fullmatch(r"2025-07-14 \d\d:\d\d", found["PubDate"])
    graph = json.loads(re.search(r'ld\+json">(.+?)</script>', html).group(1))["@graph"]
    assert [thing["@type"] for thing in graph] == [
        "WebSite",
        "GovernmentOrganization",
        "BreadcrumbList",
        "NewsArticle",
    ]
    assert [step["name"] for step in graph[2]["itemListElement"]] == ["首页", "公告资讯", "消费扶贫月启动"]
    assert found["og:image"].startswith("http://testserver/static/")


def test_pages_of_a_list_are_their_own_and_end(client):
    site_tree()
    assert client.get("/news/?page=2").status_code == 404
    assert client.get("/news/?page=x").status_code == 404


def test_the_map_names_every_public_page_in_both_languages(client):
    page = campaign()
    report("433124", cabinets=5, title="花垣专柜开业")
    hidden = article(slug="hidden")
    hidden.unpublish()
    parts = [
        place.text for place in ET.fromstring(text_of(client.get("/sitemap.xml"))).findall(".//s:loc", MAP)
    ]
    assert parts == [
        f"http://testserver/sitemap-{key}-1.xml" for key in ("pages", "activities", "trade", "supervision")
    ]
    shown = []
    for part in parts:
        tree = ET.fromstring(text_of(client.get(part)))
        shown += [place.text.removeprefix("http://testserver") for place in tree.findall(".//s:loc", MAP)]
    assert {"/", "/en/", "/about/", "/en/about/", "/guides/report/", page.url} <= set(shown)
    assert [path for path in shown if "hidden" in path] == []
    assert len([path for path in shown if path.startswith("/activities/")]) == 2
    for path in shown:
        assert client.get(path).status_code == 200


def test_parts_of_the_map_are_bounded_and_cost_the_same(client, monkeypatch, django_assert_num_queries):
    site_tree()
    for path in ("/sitemap-pages-2.xml", "/sitemap-pages-0.xml", "/sitemap-nothing-1.xml"):
        assert client.get(path).status_code == 404
    with django_assert_num_queries(4):
        text_of(client.get("/sitemap-pages-1.xml"))
    monkeypatch.setattr(sitemaps, "PAGES_PER_PART", 4)
    first, second = (text_of(client.get(f"/sitemap-pages-{number}.xml")) for number in (1, 2))
    assert (first.count("<loc>"), second.count("<loc>")) == (8, 8)
    assert set(re.findall("<loc>.+?</loc>", first)) & set(re.findall("<loc>.+?</loc>", second)) == set()


@pytest.mark.parametrize("is_indexed", [True, False])
def test_robots_go_where_the_settings_let_them(client, is_indexed):
    site_tree()
    SiteSettings.objects.update(is_indexed=is_indexed)
    lines = text_of(client.get("/robots.txt")).splitlines()
    assert ("Disallow: /" in lines, "Disallow: /desk/" in lines) == (not is_indexed, is_indexed)
    assert ("Sitemap: http://testserver/sitemap.xml" in lines) == is_indexed
    assert ("noindex,nofollow" in text_of(client.get("/"))) == (not is_indexed)


@pytest.mark.parametrize("listing", ["/news/", "/activities/", "campaign"])
def test_feeds_lead_to_pages_of_this_host(client, listing):
    page = campaign()
    listing = page.url if listing == "campaign" else listing
    path = f"{listing}feed/"
    report("433124", cabinets=5, title="花垣专柜开业")
    article(date="2020-09-01")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    tree = ET.fromstring(text_of(client.get(path)))
    links = [link.get("href") for link in tree.findall("a:entry/a:link", atom)]
    assert len(links) == 1
    assert client.get(links[0].removeprefix("http://testserver")).status_code == 200
    html = text_of(client.get(listing))
    assert re.search(rf'<link rel="alternate" type="application/atom\+xml"[^>]+href="{path}"', html)


def test_the_foot_holds_the_marks_and_numbers_of_the_settings(client):
    site_tree()
    SiteSettings.objects.update(
        host_unit="省农业农村厅",
        site_id_code="4300000000",
        icp_number="湘ICP备00000001号",
        police_number="湘公网安备00000002号",
        party_mark_url="https://bszs.example/",
        error_report_url="https://faults.example/?code=4300000000",
        office_address="某路1号",
    )
    foot = text_of(client.get("/")).split("<footer", 1)[1]
    for words in ("省农业农村厅", "4300000000", "某路1号", "党政机关", "我为政府网站找错", "12317"):
        assert words in foot
    assert '<a href="https://beian.miit.gov.cn/" rel="nofollow">湘ICP备00000001号</a>' in foot
    assert '<a href="https://beian.mps.gov.cn/" rel="nofollow">湘公网安备00000002号</a>' in foot


@pytest.mark.parametrize("path", COLUMNS)
def test_english_pages_speak_english_around_marked_chinese(client, path):
    site_tree()
    html = text_of(client.get(f"/en{path}"))
    assert '<html lang="en"' in html
    menu = re.search(r'<nav class="mainnav".+?</nav>', html, re.DOTALL).group()
    assert re.findall(r"<a [^>]+>([^<]+)</a>", menu) == [
        *(
            "Home",
            "Products",
            "Publicity notices",
            "News and documents",
            "Activities",
            "Campaigns",
            "Statistics",
        )
    ]
    assert re.findall(r"[一-鿿]", menu) == []


@pytest.mark.parametrize(
    ("view", "status"), [(views.server_error, 500), (views.bad_request, 400)], ids=["500", "400"]
)
@pytest.mark.parametrize(("path", "lang"), [("/x/", "zh-Hans"), ("/en/x/", "en")])
def test_bare_pages_stand_without_a_database(django_assert_num_queries, view, status, path, lang):
    request = RequestFactory().get(path)
    request.COOKIES["elder"] = "1"
    with django_assert_num_queries(0):
        response = view(request)
    html = response.content.decode()
    assert (response.status_code, f'<html lang="{lang}" data-elder="1">' in html) == (status, True)
    assert bool(re.findall(r"[一-鿿]", html)) == (lang != "en")


@pytest.mark.parametrize("path", ["/nowhere/", "/en/nowhere/"])
def test_what_is_not_here_leads_on(client, path):
    site_tree()
    response = client.get(path)
    html = response.content.decode()
    home = "/en/" if path.startswith("/en") else "/"
    assert response.status_code == 404
    for link in (home, f"{home}activities/", f"{home}sitemap/"):
        assert f'href="{link}"' in html


def test_public_pages_ask_for_no_token_and_set_no_cookie(client):
    page = campaign()
    for path in (*COLUMNS, page.url, "/guides/report/", "/nowhere/"):
        response = client.get(path)
        assert ("csrfmiddlewaretoken" in text_of(response), dict(response.cookies)) == (False, {}), path


def test_a_section_that_comes_later_takes_its_place_in_the_menu():
    from home import reference
    from home.models import HomePage

    site_tree()
    ArticleIndexPage.objects.get().delete()
    reference.load(lambda *progress: None)
    titles = [page.title for page in HomePage.objects.get().get_children()]
    assert titles.index("公告资讯") == 2
