"""The public list, the story and the feed: only what is counted, as quick at any depth."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from activities import actions, queries
from activities.models import ActivityPage, ActivityTag
from activities.views import public
from content import pictures
from content.models import AppRendition
from tests.factories.activities import ActivityKindFactory, ReportFactory, decide, ground, person, revoke

pytestmark = pytest.mark.django_db

LIST = "/activities/"


def day(number):
    return {"started_on": datetime.date(2020, 9, number), "ended_on": datetime.date(2020, 9, number)}


def titles(response) -> list[str]:
    return [page.title for page in response.context["reports"]]


def test_empty_list_says_what_to_do(client):
    ground()
    response = client.get(LIST)
    assert (response.status_code, titles(response)) == (200, [])
    assert 'class="empty"' in response.content.decode()


def test_list_shows_only_what_is_counted_newest_first(client):
    ReportFactory(approved=True, title="旧的", **day(3))
    ReportFactory(approved=True, title="新的", **day(9))
    ReportFactory(submitted=True, title="待审")
    ReportFactory(title="草稿")
    revoke(ReportFactory(approved=True, title="撤销"))
    assert titles(client.get(LIST)) == ["新的", "旧的"]


@pytest.fixture
def four(db):
    """Two counties, a town, a city; two kinds; two months; one tag apart."""
    fair = ActivityKindFactory(key="fair", name="展销会")
    ReportFactory(approved=True, title="花垣", **day(1))
    ReportFactory(approved=True, title="永顺", by=person("433127"), kind_id=fair.pk, **day(2))
    ReportFactory(approved=True, title="花垣镇", region_id="433124109", tags="进社区", **day(3))
    october = datetime.date(2020, 10, 1)
    ReportFactory(approved=True, title="湘潭县", by=person("430321"), started_on=october, ended_on=october)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["湘潭县", "花垣镇", "永顺", "花垣"]),
        ("?region=433100", ["花垣镇", "永顺", "花垣"]),
        ("?region=433124", ["花垣镇", "花垣"]),
        ("?region=433124109", ["花垣镇"]),
        ("?region=430000", ["湘潭县", "花垣镇", "永顺", "花垣"]),
        ("?region=430100", []),
        ("?kind=fair", ["永顺"]),
        ("?month=2020-10", ["湘潭县"]),
        ("?month=2020-09&region=433124", ["花垣镇", "花垣"]),
        ("?month=2021-01", []),
    ],
)
def test_list_narrows_by_region_kind_and_month(client, four, query, found):
    assert titles(client.get(LIST + query)) == found


def test_list_narrows_by_tag(client, four):
    tag = ActivityTag.objects.get(name="进社区")
    assert titles(client.get(f"{LIST}?tag={tag.slug}")) == ["花垣镇"]


@pytest.mark.parametrize(
    "query",
    [
        "?region=999999",
        "?region=abc",
        "?kind=none",
        "?month=2020-13",
        "?month=x",
        "?tag=none",
        "?older=x",
        "?older=20201399-1",
        "?older=19990101-1",
        "?newer=20991231-999999",
    ],
)
def test_what_the_address_cannot_mean_is_not_found(client, four, query):
    assert client.get(LIST + query).status_code == 404


def test_chips_take_one_filter_away(client, four):
    chips = client.get(LIST + "?region=433100&kind=fair&x=1").context["chips"]
    assert [(chip["label"], chip["url"]) for chip in chips] == [
        ("湘西土家族苗族自治州", "?kind=fair"),
        ("展销会", "?region=433100"),
    ]


def test_pages_follow_one_another_there_and_back(client, monkeypatch, db):
    monkeypatch.setattr(public, "PER_PAGE", 2)
    for number in range(1, 6):
        ReportFactory(approved=True, title=str(number), **day(number if number != 4 else 3))
    first = client.get(LIST)
    second = client.get(LIST + first.context["older_url"])
    third = client.get(LIST + second.context["older_url"])
    assert [titles(page) for page in (first, second, third)] == [["5", "4"], ["3", "2"], ["1"]]
    assert (first.context["newer_url"], third.context["older_url"]) == ("", "")
    assert titles(client.get(LIST + third.context["newer_url"])) == ["3", "2"]
    assert titles(client.get(LIST + second.context["newer_url"])) == ["5", "4"]
    assert [page.context["total"] for page in (first, second, third)] == [5, 5, 5]


def _queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_costs_the_same_queries_for_one_and_three(client):
    ReportFactory(approved=True, pictured=True)
    _queries(client, LIST)
    one = _queries(client, LIST)
    ReportFactory(approved=True, pictured=True, title="二")
    ReportFactory(approved=True, pictured=True, title="三")
    assert _queries(client, LIST) == one


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """published(…): an approved report whose pictures the worker has made."""

    def published(**values):
        with django_capture_on_commit_callbacks(execute=True):
            return ReportFactory(approved=True, pictured=True, **values)

    return published


def test_listing_costs_a_bounded_number_of_queries(worker, django_assert_num_queries):
    for title in "一二三":
        worker(title=title)
    with django_assert_num_queries(4):
        pages = list(queries.listing())
        covers = [page.cover.image.renditions.all()[0].url for page in pages]
        assert len([page.region.name + page.kind.name for page in pages]) == len(covers) == 3


def story(version):
    return ActivityPage.objects.get(pk=version.page_id)


def test_story_shows_text_facts_pictures_and_files(client):
    page = story(ReportFactory(approved=True, pictured=True))
    html = client.get(page.url).content.decode()
    expected = ["九月十六日", "12.5万元", "320", "会场1", "签约名单.pdf", "花垣县", "产销对接"]
    expected.append("湘西土家族苗族自治州扶贫办")
    assert [words for words in expected if words not in html] == []


def test_story_names_offices_and_no_persons(client):
    version = ReportFactory(returned=True)
    decide(actions.submit_report(version, by=version.created_by))
    response = client.get(story(version).url)
    html = response.content.decode()
    rounds = [int(re.sub(r"\D", "", event["tag"])) for event in response.context["events"]]
    assert rounds == [1, 1, 2, 2]
    names = {version.created_by.name, person("433100", "reviewer").name}
    assert [name for name in names if name in html] == []
    assert "请补充签约合同照片" not in html


def test_worker_makes_every_size_at_publication(worker):
    worker()
    assert sorted(AppRendition.objects.values_list("filter_spec", flat=True)) == sorted(pictures.SPECS * 2)


def test_story_makes_no_picture_on_a_get(client, worker):
    page = story(worker())
    AppRendition.objects.filter(filter_spec=pictures.WIDE).delete()
    left = AppRendition.objects.count()
    assert client.get(page.url).status_code == 200
    assert AppRendition.objects.count() == left == 2 * (len(pictures.SPECS) - 1)


def test_story_carries_its_share_card(client, worker):
    page = story(worker())
    html = client.get(page.url).content.decode()
    assert f'<meta property="og:title" content="{page.title}">' in html
    assert '<meta property="og:image" content="http://testserver/media/images/' in html
    assert f'<meta name="ArticleTitle" content="{page.title}">' in html


@pytest.mark.parametrize("trait", ["submitted", "returned", "withdrawn", "revoked"])
def test_report_without_approval_is_not_found(client, trait):
    page = story(ReportFactory(**{trait: True}))
    assert client.get(f"{LIST}{page.slug}/").status_code == 404


def test_story_queries_do_not_grow_with_reports(client):
    page = story(ReportFactory(approved=True, pictured=True))
    for title in "一二三":
        ReportFactory(approved=True, pictured=True, title=title)
    _queries(client, page.url)
    before = _queries(client, page.url)
    for title in "四五":
        ReportFactory(approved=True, pictured=True, title=title)
    assert _queries(client, page.url) == before


def test_feed_is_atom_with_the_newest_first(client, four):
    response = client.get(LIST + "feed/?region=433124")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.find(f"{atom}title").text for entry in feed.iter(f"{atom}entry")] == ["花垣镇", "花垣"]


def test_list_speaks_english(client, four):
    with translation.override("en"):
        html = client.get("/en" + LIST).content.decode()
    assert "4 reports" in html


def test_months_run_from_newest_to_oldest(four):
    assert [f"{month:%Y-%m}" for month in queries.months()] == ["2020-10", "2020-09"]
