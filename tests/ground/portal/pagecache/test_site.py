"""The cache before Django itself: what changes a public page turns it over, and no public page is one reader's own."""

import datetime

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.test import Client

from activities import actions as activities_actions
from content.models import SiteSettings
from core import mirrors, versions
from core.models import WorkdayException
from home.models import ArticleIndexPage, ArticlePage, GuideIndexPage, HomePage
from portal.pagecache import stores, watching, wrapper
from regions.models import Region
from tests.factories import activities, home
from tests.ground.portal.pagecache.conftest import ask


@pytest.fixture
def portal(tmp_path, db):
    """The site of a new deployment behind its cache."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    home.site_tree()
    yield wrapper.PageCache(WSGIHandler(), stores.FileStore(tmp_path, 50_000_000))
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def text(answer) -> str:
    assert answer.code == 200
    return answer.body.decode()


def article(**values) -> ArticlePage:
    page = ArticlePage(title="通知", slug="n1", summary="一则通知", **values)
    ArticleIndexPage.objects.get().add_child(instance=page)
    return page


def settings_row() -> SiteSettings:
    return SiteSettings.for_site(HomePage.objects.get().get_site())


CHANGES = {
    "a page published": lambda: article().save_revision().publish(),
    "a page taken away": lambda: GuideIndexPage.objects.get().unpublish(),
    "the site's names": lambda: settings_row().save(),
    "a picture's words": lambda: home.image(),
    "a document": lambda: home.document(),
    "a region's name": lambda: Region.objects.get(code="430000").save(),
    "the working days": lambda: WorkdayException.objects.create(
        date=datetime.date(2027, 1, 1), is_workday=False
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_turns_the_pages_over(portal, change):
    before = versions.current("public")
    change()
    assert versions.current("public") != before


def test_reader_sees_a_published_page_at_once(portal):
    page = article(live=False)
    assert "n1" not in text(ask(portal, "/news/"))
    page.save_revision().publish()
    assert "n1" in text(ask(portal, "/news/"))
    page.refresh_from_db()
    page.unpublish()
    assert "n1" not in text(ask(portal, "/news/"))
    assert ask(portal, "/news/n1/").code == 404


def test_draft_of_a_live_page_changes_nothing_public(portal):
    page = article()
    before = versions.current("public")
    page.title = "草稿"
    page.save_revision()
    assert versions.current("public") == before


def test_report_turns_the_pages_over_when_it_is_published_and_when_it_is_taken_away(portal):
    version = activities.ReportFactory(submitted=True)
    before = versions.current("public")
    approved = activities.decide(version)
    published = versions.current("public")
    activities.revoke(approved)
    assert len({before, published, versions.current("public")}) == 3


def test_report_handed_in_turns_nothing_over(portal):
    version = activities.ReportFactory()
    before = versions.current("public")
    activities_actions.submit_report(version, by=version.created_by)
    assert versions.current("public") == before


def test_languages_are_kept_apart(portal):
    chinese, english = text(ask(portal, "/")), text(ask(portal, "/en/"))
    assert 'lang="zh-Hans"' in chinese
    assert 'lang="en"' in english
    assert text(ask(portal, "/", accept_language="en", cookie="django_language=en")) == chinese


def test_elder_mode_is_kept_apart(portal):
    assert 'data-elder="0"' in text(ask(portal, "/"))
    assert 'data-elder="1"' in text(ask(portal, "/", cookie="elder=1"))
    assert 'data-elder="0"' in text(ask(portal, "/", cookie="elder=0"))


def test_reader_who_is_signed_in_neither_finds_nor_leaves_a_page(portal):
    client = Client()
    client.force_login(activities.person("430100"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    own = ask(portal, "/", cookie=cookie)
    assert own.headers["cache-control"] == "private, no-cache"
    assert portal.memory.size == 0
    assert ask(portal, "/").headers["cache-control"].startswith("public")


def test_page_beyond_the_last_is_answered_and_not_kept(portal, tmp_path):
    answers = [ask(portal, "/activities/", f"older=20200101-{number}") for number in range(3)]
    assert {answer.code for answer in answers} == {404}
    assert list(tmp_path.glob("pages/*/*")) == []


@pytest.fixture
def kinds(portal):
    """An address of every public page kind."""
    campaign = home.campaign()
    article()
    return [
        "/",
        "/en/",
        "/news/",
        "/news/n1/",
        "/guides/",
        "/activities/",
        "/statistics/",
        "/campaigns/",
        campaign.url,
        "/sitemap/",
        "/products/",
        "/verify/",
        "/verify/X123/",
    ]


def test_every_public_page_kind_is_anybodys_and_kept(portal, kinds):
    for path in kinds:
        first = ask(portal, path)
        assert first.headers["cache-control"] == "public, max-age=0, must-revalidate", path
        assert first.headers["vary"] == "Accept-Encoding, Cookie", path
        assert "set-cookie" not in first.headers, path
        assert b"csrfmiddlewaretoken" not in first.body, path
        assert "nonce" not in first.headers["content-security-policy"], path
        kept = ask(portal, path, if_none_match=first.headers["etag"])
        assert kept.code == 304, path


def test_test_client_gets_the_same_promises(portal, client):
    first = client.get("/", headers={"accept-encoding": "gzip"})
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get("/", headers={"if-none-match": first.headers["ETag"]}).status_code in {200, 304}
    plain = client.get("/")
    assert client.get("/", headers={"if-none-match": plain.headers["ETag"]}).status_code == 304


def test_page_with_a_form_to_send_is_never_kept(portal, tmp_path):
    answer = ask(portal, "/account/login/")
    assert "csrfmiddlewaretoken" in text(answer)
    assert "public" not in answer.headers["cache-control"]
    assert list(tmp_path.glob("pages/*/*")) == []


def test_pages_are_right_again_when_the_process_died_before_it_mirrored(
    portal, tmp_path, settings, monkeypatch
):
    settings.VERSION_LIFE_SECONDS = 60
    mirror = mirrors.FileMirror(tmp_path / "mirror", 60)
    monkeypatch.setattr(mirrors, "_mirror", lambda: mirror)
    old = text(ask(portal, "/"))
    row = settings_row()
    row.site_name = "新名字"
    row.save()  # inside the test nothing is committed: the mirror never hears of it, as after a kill
    assert text(ask(portal, "/")) == old
    (tmp_path / "mirror" / "public.version").write_text("1 0")
    assert "新名字" in text(ask(portal, "/"))


def test_what_is_never_shown_turns_nothing_over():
    from accounts.models import User
    from core.models import Record
    from review.models import Decision

    assert [watching.is_shown(model, model()) for model in (User, Record, Decision)] == [False] * 3
    assert [watching.is_shown(model, model()) for model in (Region, SiteSettings)] == [True] * 2
