"""The portal's pages: front page, news and documents, guides, statistics; what the CMS may do with them (Q01, Q02)."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from content import pictures
from home import reference
from home.campaigns.models import CampaignPage
from home.indicators.models import Period
from home.models import (
    ArticleAttachment,
    ArticleIndexPage,
    ArticlePage,
    GuidePage,
    HomePage,
    StandardPage,
    StatisticsPage,
)
from home.publication import pictures_of
from review import actions as review_actions
from tests.factories.accounts import UserFactory
from tests.factories.home import PeriodFactory, campaign, document, image, report, site_tree, target
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db

SECTIONS = [
    *("产品目录", "公示公告", "公告资讯", "活动动态", "活动专题", "统计公开", "操作指南"),
    *("关于本站", "联系我们", "无障碍说明", "隐私与法律声明"),
]


def test_reference_makes_the_tree_and_takes_the_welcome_page_away():
    home = site_tree()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert [page.title for page in home.get_children()] == SECTIONS
    assert [page.title for page in Page.objects.filter(depth=2)] == ["首页"]


def test_reference_run_again_changes_nothing_and_keeps_what_editors_did():
    home = site_tree()
    guide = GuidePage.objects.get(slug="report")
    guide.title = "我们的填报指南"
    guide.save()
    before = list(Page.objects.order_by("pk").values_list("pk", "title"))
    reference.load(lambda *progress: None)
    assert list(Page.objects.order_by("pk").values_list("pk", "title")) == before
    assert HomePage.objects.get() == home


def test_an_empty_site_s_front_page_says_what_comes(client):
    site_tree()
    response = client.get("/")
    assert response.status_code == 200
    assert "还没有发布活动" in response.content.decode()
    assert response.context["campaign"] is None


def test_the_front_page_shows_campaign_numbers_stories_and_tiles(client):
    page = campaign()
    target(page, figure=10)
    report("433124", cabinets=5, title="花垣专柜开业")
    report("433100", matchmaking_events=2)
    context = client.get("/").context
    assert context["campaign"] == page
    assert [(one.done, one.percent) for one in context["targets"]] == [("5", 50)]
    assert [number["figure"] for number in context["numbers"]] == ["2", "0.00", "2", "0"]
    assert [story["title"] for story in context["stories"]][-1:] == ["花垣专柜开业"]
    assert {tile["name"]: (tile["value"], tile["level"]) for tile in context["tiles"]} == {
        "湘西": (2, 5),
        "湘潭": (0, 0),
        "长沙": (0, 0),
    }


def test_a_pinned_campaign_wins_over_the_running_one(client):
    pinned = campaign()
    campaign(period=PeriodFactory(running=True))
    HomePage.objects.update(campaign=pinned)
    assert client.get("/").context["campaign"] == pinned


def test_each_living_number_of_the_front_page_opens(client):
    campaign()
    report("433124", matchmaking_events=3)
    for number in client.get("/").context["numbers"]:
        if number["url"]:
            assert client.get(number["url"]).status_code == 200


def test_the_front_page_costs_the_same_queries_for_one_and_three_reports(client):
    campaign()
    report("433124")
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    report("433124")
    report("430102")
    client.get("/")
    with CaptureQueriesContext(connection) as three:
        client.get("/")
    assert len(three) == len(one)


def article(**values) -> ArticlePage:
    site_tree()
    defaults = {"title": "消费扶贫月启动", "slug": "start", "date": datetime.date(2020, 9, 1)}
    body = [("text", RichText("<p>正文第一段。</p>"))]
    return ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(**defaults | {"body": body} | values)
    )


def test_an_official_document_is_set_with_number_bodies_date_and_attachments(client):
    page = article(
        kind="document",
        document_number="湘扶领办发〔2020〕4号",
        issuing_bodies="示例省扶贫办、示例省财政厅",
        date=datetime.date(2020, 8, 28),
    )
    ArticleAttachment.objects.create(page=page, document=document(), title="统计表")
    html = client.get(page.url).content.decode()
    for words in (
        "湘扶领办发〔2020〕4号",
        "<span>示例省扶贫办</span>",
        "<span>示例省财政厅</span>",
        "2020年8月28日",
        "统计表",
    ):
        assert words in html
    assert 'class="document"' in html


def test_news_carry_the_marks_that_government_sites_are_inspected_for(client):
    html = client.get(article().url).content.decode()
    names = set(re.findall(r'<meta name="(\w+)"', html))
    assert names >= {
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
    }
    assert 'name="PubDate" content="2020-09-01' in html


def test_articles_are_listed_newest_first_and_narrow_by_kind(client):
    article()
    article(title="通知", slug="notice", kind="document", date=datetime.date(2020, 9, 2))
    url = ArticleIndexPage.objects.get().url
    assert [one.title for one in client.get(url).context["articles"]] == ["通知", "消费扶贫月启动"]
    assert [one.title for one in client.get(f"{url}?kind=news").context["articles"]] == ["消费扶贫月启动"]


def test_a_section_without_articles_says_so(client):
    site_tree()
    assert "这里还没有发布内容" in client.get(ArticleIndexPage.objects.get().url).content.decode()


@pytest.mark.parametrize("slug", ["report", "review", "filing"])
def test_each_guide_shows_its_steps_and_the_chain_in_force(client, slug):
    site_tree()
    guide = GuidePage.objects.get(slug=slug)
    for process, preset in (("activity", "city"), ("filing", "province")):
        review_actions.adopt_preset(process, preset, region=region_at("430000"), by=None)
    response = client.get(guide.url)
    assert response.status_code == 200
    assert response.context["chain"].process == guide.process
    assert response.content.decode().count('<p class="what">') >= 5


def test_a_guide_shows_the_help_desk_of_the_settings(client):
    from content.models import SiteSettings

    site_tree()
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.help_desk_phone = "10000000009"
    settings.save()
    assert "10000000009" in client.get(GuidePage.objects.get(slug="report").url).content.decode()


BLOCKS = [
    ("heading", {"text": "一、做法", "level": "2"}),
    ("text", RichText("<p>正文。</p>")),
    ("video", {"title": "短视频", "url": "https://example.org/v/1", "source": "某平台", "image": None}),
    ("numbers", {"numbers": [{"figure": "12", "unit": "场", "label": "对接会", "url": ""}]}),
    ("timeline", {"events": [{"when": "9月", "title": "实施", "text": "全面推进"}]}),
    ("table", {"data": [["市州", "场次"], ["长沙", "3"]], "first_row_is_table_header": True}),
    ("quote", {"text": "订单在前。", "who": "社员"}),
    ("callout", {"title": "注意", "text": "自愿参加", "tone": "waiting"}),
]


def test_every_kind_of_block_is_drawn_and_loads_nothing_from_elsewhere(client):
    home = site_tree()
    page = home.add_child(instance=StandardPage(title="积木", slug="blocks", body=BLOCKS))
    html = client.get(page.url).content.decode()
    for words in ("一、做法", "正文。", "短视频", "对接会", "全面推进", "长沙", "订单在前。", "自愿参加"):
        assert words in html
    assert re.findall(r'(?:src|srcset|action)="https?://', html) == []
    assert "<iframe" not in html


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("", 2),
        ("?from=2020-09&to=2020-09", 1),
        ("?from=2020-10", 1),
        ("?region=430100", 0),
        ("?region=4331", 2),
    ],
)
def test_the_statistics_page_counts_any_months_and_region(client, query, reports):
    site_tree()
    report("433124", datetime.date(2020, 9, 30))
    report("433124", datetime.date(2020, 10, 1))
    url = StatisticsPage.objects.get().url
    response = client.get(f"{url}{query}")
    assert response.context["lines"][0].row.reports == reports
    assert client.get(f"{url}xlsx/{query}").status_code == 200


@pytest.mark.parametrize("query", ["?from=2020-13", "?from=x", "?from=2020-10&to=2020-09", "?region=440000"])
def test_the_statistics_page_does_not_find_what_cannot_be(client, query):
    site_tree()
    assert client.get(f"{StatisticsPage.objects.get().url}{query}").status_code == 404


@pytest.mark.parametrize(
    "verb", ["can_delete", "can_unpublish", "can_move", "can_copy", "can_set_view_restrictions"]
)
def test_the_front_page_is_never_taken_away_from_over_the_reports(verb):
    home = site_tree()
    admin = UserFactory(system=True)
    assert getattr(home.permissions_for_user(admin), verb)() is False


def test_an_editor_opens_and_saves_a_campaign_in_the_cms(client, sign_in):
    page = campaign()
    sign_in(client, UserFactory(system=True))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert (
        client.get(
            reverse("wagtailadmin_pages:add", args=["campaigns", "campaignpage", page.get_parent().pk])
        ).status_code
        == 200
    )
    assert CampaignPage.objects.count() == 1


def test_an_editor_makes_a_period_in_the_cms(client, sign_in, hunan):
    sign_in(client, UserFactory(system=True))
    url = reverse(Period.snippet_viewset.get_url_name("add"))
    assert client.get(url).status_code == 200
    client.post(
        url, {"name": "2021年消费帮扶月", "region": "430000", "first": "2021-09-01", "last": "2021-09-30"}
    )
    assert Period.objects.get().heading == "湖南省2021年消费帮扶月活动开展情况统计表"


def test_publishing_makes_the_sizes_of_all_its_pictures(django_capture_on_commit_callbacks):
    one, other = image("a"), image("b")
    page = article(picture=one, body=[("picture", {"image": other, "alt": "橙", "caption": ""})])
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert pictures_of(page) == [one.pk, other.pk]
    for picture in (one, other):
        assert sorted(picture.renditions.values_list("filter_spec", flat=True)) == sorted(pictures.SPECS)


def test_a_public_page_writes_nothing_once_published(client, django_capture_on_commit_callbacks):
    page = article(picture=image("a"))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page.url).status_code == 200
    reads = ("SELECT", "WITH RECURSIVE")
    assert [query["sql"] for query in queries if not query["sql"].startswith(reads)] == []
