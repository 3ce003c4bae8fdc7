"""The site inspects itself: each fault is found once, with the way to mend it; only what changed is looked at again."""

import datetime
import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from content import inspection, pictures
from content.inspection import pages, work
from content.inspection.findings import Check
from content.models import AllowedNumber, AppDocument, AppImage, FileLook, Inspection, PageLook, SiteSettings
from core import clock
from core.models import Job
from home.models import ArticleIndexPage, ArticlePage
from tests.factories.accounts import UserFactory
from tests.factories.core import pdf_of, picture
from tests.factories.home import site_tree

pytestmark = pytest.mark.django_db
MOBILE = "138" + "00138000"


@pytest.fixture
def home():
    return site_tree()


def article(title="签约", day=None, **values):
    index = ArticleIndexPage.objects.get()
    slug = f"a{ArticlePage.objects.count()}"
    page = ArticlePage(title=title, slug=slug, summary="摘要", date=day or timezone.localdate(), **values)
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def blocks(*pairs):
    return json.dumps([{"type": kind, "value": value} for kind, value in pairs])


def text(html):
    return "text", html


def found(check, result=None):
    result = result or inspection.run()
    return [(f["title"], f["words"], f["mend_url"]) for f in result.findings if f["check"] == check.value]


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def document(data, title="附件", **values):
    return AppDocument.objects.create(title=title, file=ContentFile(data, name="a.pdf"), **values)


def test_number_that_came_past_the_rules_is_found_with_its_place(home):
    page = article()
    ArticlePage.objects.filter(pk=page.pk).update(source=f"甲{MOBILE}")
    assert found(Check.NUMBERS) == [("签约", "来源: 手机号 (138****8000)", edit(page))]
    AllowedNumber.objects.create(number=MOBILE, digits=MOBILE, whose="县扶贫办")
    assert found(Check.NUMBERS) == []


def test_number_in_a_document_and_a_scan_are_found(home):
    listed = document(pdf_of("Names", f"Call {MOBILE}"), "名单")
    scan = document(pdf_of("", picture_pages=[1]), "扫描件")
    result = inspection.run()
    assert found(Check.NUMBERS, result) == [
        ("名单", "第 2 页: 手机号 (138****8000)", reverse("wagtaildocs:edit", args=[listed.pk]))
    ]
    assert [row[0] for row in found(Check.UNREAD, result)] == ["扫描件"]
    FileLook.objects.filter(sha256=scan.sha256).update(seen_by=UserFactory(), seen_at=timezone.now())
    assert found(Check.UNREAD) == []


def test_dead_links_are_found_by_the_sites_own_resolver(home):
    gone, there = article("走了"), article("还在")
    dead, alive = document(pdf_of("words")), document(pdf_of("other words"))
    html = (
        f'<a linktype="page" id="{gone.pk}">甲</a><a linktype="page" id="{there.pk}">乙</a>'
        f'<a linktype="document" id="{dead.pk}">丙</a><a linktype="document" id="{alive.pk}">丁</a>'
        f'<a href="/nothing/here/">戊</a><a href="{there.url}?a=1#b">己</a><a href="/desk/reports/">庚</a>'
        '<a href="https://www.example.org/a">辛</a><a href="http://localhost/none/">壬</a>'
    )
    page = article("链接", body=blocks(text(html)))
    Page.objects.get(pk=gone.pk).unpublish()
    gone_document = dead.pk
    dead.delete()
    result = inspection.run()
    assert sorted(words for _title, words, _url in found(Check.LINKS, result)) == sorted(
        ["/none/", "/nothing/here/", f"document {gone_document}", f"page {gone.pk}"]
    )
    assert {url for _title, _words, url in found(Check.LINKS, result)} == {edit(page)}
    assert result.outside == ["https://www.example.org/a"]


def test_file_missing_on_the_disk_is_found(home):
    lost = document(pdf_of("words"), "丢了")
    lost.file.storage.delete(lost.file.name)
    assert [row[0] for row in found(Check.FILES)] == ["丢了"]


def test_blank_and_stale_columns_are_found_by_the_limits(home):
    index = ArticleIndexPage.objects.get()
    blank = {row[0]: row[1] for row in found(Check.COLUMNS)}
    assert blank[index.title] == "栏目空白。"
    day = timezone.localdate() - datetime.timedelta(days=15)
    article(day=day)
    assert {row[0]: row[1] for row in found(Check.COLUMNS)}[index.title] == (
        f"最新一条为 {day.isoformat()}，更新时限为 14 天。"
    )
    settings = SiteSettings.for_site(Site.objects.get())
    settings.news_fresh_days = 20
    settings.save()
    assert index.title not in {row[0] for row in found(Check.COLUMNS)}


def test_home_page_without_news_is_stale(home):
    Page.objects.update(last_published_at=timezone.now() - datetime.timedelta(days=15))
    assert home.title in {row[0] for row in found(Check.COLUMNS)}


def test_page_without_description_is_found(home):
    silent = article("无摘要")
    ArticlePage.objects.filter(pk=silent.pk).update(summary="")
    assert "无摘要" in {row[0] for row in found(Check.DESCRIPTIONS)}


def test_publication_date_changed_afterwards_is_found(home):
    page, _honest = article("改期"), article("如实")
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - datetime.timedelta(days=9))
    assert [(row[0], row[2]) for row in found(Check.DATES)] == [("改期", edit(page))]


def test_missing_marks_lead_to_the_settings(home):
    site = Site.objects.get()
    rows = found(Check.MARKS)
    wanted = {
        "site_id_code": "43",
        "icp_number": "湘",
        "police_number": "公",
        "organizer": "办",
        "contact": "室",
    }
    assert len(rows) == len(wanted)
    assert {row[2] for row in rows} == {
        reverse("wagtailsettings:edit", args=["content", "sitesettings", site.pk])
    }
    settings = SiteSettings.for_site(site)
    for name, value in wanted.items():
        setattr(settings, name, value)
    settings.save()
    assert found(Check.MARKS) == []


def test_picture_without_words_or_sizes_is_found(home):
    image = AppImage.objects.create(title="会场", file=ContentFile(picture(), name="a.jpg"))
    url = reverse("wagtailimages:edit", args=[image.pk])
    result = inspection.run()
    assert [row[2] for row in found(Check.PICTURES, result)] == [url]
    assert [row[2] for row in found(Check.RENDITIONS, result)] == [url]
    AppImage.objects.update(alt="会场全景")
    pictures.make_now([image.pk])
    result = inspection.run()
    assert (found(Check.PICTURES, result), found(Check.RENDITIONS, result)) == ([], [])


def test_only_changed_pages_are_looked_at_again(home, monkeypatch):
    page = article()
    inspection.run()
    looked = []
    real = pages._look_at
    monkeypatch.setattr(pages, "_look_at", lambda row: looked.append(row.pk) or real(row))
    inspection.run()
    assert looked == []
    page.title = "又签约"
    page.save_revision().publish()
    inspection.run()
    assert looked == [page.pk]
    monkeypatch.setattr(pages, "VERSION", pages.VERSION + 1)
    inspection.run()
    assert len(looked) == 1 + PageLook.objects.count()


@pytest.mark.parametrize("many", [1, 3])
def test_looking_costs_the_same_for_1_and_3_pages(home, many, django_assert_num_queries):
    inspection.run()
    index = ArticleIndexPage.objects.get()
    for number in range(many):
        index.add_child(instance=ArticlePage(title=f"甲{number}", slug=f"a{number}", live=True))
    rows = pages._changed(list(pages._rows(0)))
    assert len(rows) == many
    with django_assert_num_queries(5):
        pages._look(rows)


def test_command_prints_words_and_json(home):
    article()
    out = io.StringIO()
    call_command("inspect_site", "--json", stdout=out)
    result = json.loads(out.getvalue())
    assert set(result) == {"counts", "findings", "outside", "looked_at", "finished_at"}
    assert result["looked_at"] == pages.count()
    out = io.StringIO()
    call_command("inspect_site", stdout=out)
    assert "缺少的标识: 5" in out.getvalue()


def test_last_results_are_kept_and_older_ones_go(home):
    for _ in range(work.KEPT + 2):
        last = inspection.run()
    assert Inspection.objects.count() == work.KEPT
    assert Inspection.objects.first() == last


@pytest.mark.parametrize(
    ("hour", "hours_ago", "runs"),
    [(3, None, True), (15, None, True), (3, 21, True), (15, 21, False), (3, 2, False), (15, 31, True)],
)
def test_clock_runs_it_nightly_and_makes_up_for_a_missed_night(home, hour, hours_ago, runs):
    now = timezone.localtime().replace(hour=hour, minute=30)
    if hours_ago:
        Inspection.objects.create(started_at=now - datetime.timedelta(hours=hours_ago))
    assert work.run_when_due(now) == runs
    assert Inspection.objects.exclude(finished_at=None).exists() == runs
    assert "content.inspect" in {timer.name for timer in clock.registered()}


def test_editor_starts_reads_and_ticks(home, client, django_capture_on_commit_callbacks):
    editor = UserFactory(system=True)
    client.force_login(editor)
    scan = document(pdf_of("", picture_pages=[1]), "扫描件")
    url = reverse("site_inspection")
    assert "尚未自查" in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("site_inspection_start"))
    job = Job.objects.get()
    assert (job.state, job.done, job.created_by) == (Job.State.DONE, job.total, editor)
    said = client.get(url).content.decode()
    assert ("扫描件" in said, reverse("wagtaildocs:edit", args=[scan.pk]) in said) == (True, True)
    client.post(reverse("site_inspection_seen"), {"sha256": scan.sha256, "title": "扫描件"})
    assert FileLook.objects.get().seen_by == editor


def test_inspection_is_for_editors_only(home, client):
    client.force_login(UserFactory())
    assert client.get(reverse("site_inspection")).status_code == 302
    assert client.post(reverse("site_inspection_start")).status_code == 302
    assert Job.objects.count() == 0


def test_a_page_of_any_kind_can_be_looked_at(home):
    inspection.run()
    assert PageLook.objects.count() == pages.count() > 5
