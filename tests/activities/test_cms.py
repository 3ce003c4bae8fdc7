"""In the CMS an editor polishes words and pictures; facts, publicity and place of a report are refused there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from activities import queries
from activities.models import ActivityPage
from content.process_pages import HoldingPermissions, ProjectionPermissions
from core.middleware import RefusalMiddleware
from home.models import StandardPage
from tests.activities.attempts import World, edit_data
from tests.factories.activities import ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def state(page) -> tuple:
    page = ActivityPage.objects.get(pk=page.pk)
    return page.live, page.is_counted, page.path, page.sales_amount, page.get_view_restrictions().count()


def sentences(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def post(world, name, *args, **data):
    return world.cms.post(reverse(name, args=args), data)


def test_editor_polishes_words_and_publishes_them(world):
    page = ActivityPage.objects.get()
    response = post(
        world,
        "wagtailadmin_pages:edit",
        page.pk,
        **edit_data(page, title="润色后的题目", body="润色后的文字。", **{"action-publish": "1"}),
    )
    page.refresh_from_db()
    assert response.status_code == 302
    assert (page.title, page.body, page.live, page.is_counted) == (
        "润色后的题目",
        "润色后的文字。",
        True,
        True,
    )
    assert not any(queries.discrepancies().values())


def test_facts_sent_to_the_cms_form_change_nothing(world):
    page = ActivityPage.objects.get()
    before = state(page)
    data = edit_data(page, sales_amount="1", people_covered="9", ended_on="2020-09-30", region="433100")
    post(world, "wagtailadmin_pages:edit", page.pk, **data, **{"action-publish": "1"})
    assert state(page) == before
    assert not any(queries.discrepancies().values())


def test_editor_describes_a_picture(world):
    page = ReportFactory(approved=True, pictured=True).page
    data = edit_data(page, **{"action-publish": "1"}) | {"pictures-0-alt": "会场全景"}
    post(world, "wagtailadmin_pages:edit", page.pk, **data)
    assert [picture.alt for picture in ActivityPage.objects.get(pk=page.pk).pictures.all()] == [
        "会场全景",
        "会场2",
    ]


def test_edit_page_shows_facts_to_read(world):
    page = ActivityPage.objects.get()
    response = world.cms.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    assert 'name="sales_amount"' not in response.content.decode()
    assert "125000.00" in response.content.decode()


SINGLE = {
    "unpublish": ("wagtailadmin_pages:unpublish", {}),
    "delete": ("wagtailadmin_pages:delete", {}),
    "copy": ("wagtailadmin_pages:copy", {"new_title": "副本", "new_slug": "copy", "publish_copies": "on"}),
    "privacy": ("wagtailadmin_pages:set_privacy", {"restriction_type": "login"}),
    "lock": ("wagtailadmin_pages:lock", {}),
}
TARGETS = {
    "report": lambda world: ActivityPage.objects.get(),
    "index": lambda world: world.index,
}
SENTENCES = {"report": ProjectionPermissions.sentence, "index": HoldingPermissions.sentence}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("verb", ["unpublish", "delete", "copy", "privacy"])
def test_single_action_is_refused_with_a_sentence(world, verb, target):
    name, data = SINGLE[verb]
    page, report = TARGETS[target](world), ActivityPage.objects.get()
    before = state(report)
    response = post(world, name, page.pk, **data)
    assert response.status_code == 302
    assert sentences(response) == [str(SENTENCES[target])]
    assert state(report) == before
    assert ActivityPage.objects.count() == 1


@pytest.mark.parametrize("verb", ["unpublish", "delete", "copy", "privacy"])
def test_single_action_above_the_index_is_refused_with_a_sentence(world, verb):
    name, data = SINGLE[verb]
    report, root = ActivityPage.objects.get(), world.home.get_parent()
    before = state(report)
    response = post(world, name, root.pk, **data)
    assert (response.status_code, sentences(response)) == (302, [str(SENTENCES["index"])])
    assert state(report) == before


@pytest.mark.parametrize("data", [None, {"restriction_type": "login"}])
def test_privacy_above_the_index_shows_its_sentence_in_the_window(world, data):
    address = reverse("wagtailadmin_pages:set_privacy", args=[world.home.get_parent().pk])
    headers = {"X-Requested-With": "XMLHttpRequest"}
    response = (
        world.cms.post(address, data, headers=headers) if data else world.cms.get(address, headers=headers)
    )
    assert response.status_code == 200
    assert str(escape(SENTENCES["index"])) in response.json()["html"]
    assert PageViewRestriction.objects.count() == 0


@pytest.mark.parametrize("verb", ["unpublish", "delete", "copy", "privacy"])
def test_page_beside_the_reports_is_the_editors(world, verb):
    page = world.home.add_child(instance=StandardPage(title="关于本站", slug="about-us"))
    response = world.cms.get(reverse(SINGLE[verb][0], args=[page.pk]))
    assert response.status_code == 200


def test_people_without_rights_in_the_cms_hear_nothing_of_the_page(world, client, sign_in):
    sign_in(client, world.city)
    response = client.post(reverse("wagtailadmin_pages:delete", args=[world.index.pk]))
    assert response.status_code == 302
    assert str(SENTENCES["index"]) not in sentences(response)


def test_what_only_a_trigger_refuses_is_a_sentence_not_an_error(world, rf):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ActivityPage.objects.update(sales_amount=1)
    request = rf.post("/cms/somewhere/")
    request.user = AnonymousUser()
    answer = RefusalMiddleware(None).process_exception(request, refused.value)
    assert answer.status_code == 409
    assert "已经审核并记录的内容保持不变" in answer.content.decode()


def test_other_errors_of_the_database_stay_errors(rf):
    assert RefusalMiddleware(None).process_exception(rf.get("/cms/"), IntegrityError("UNIQUE failed")) is None


@pytest.mark.parametrize("target", TARGETS)
def test_move_is_refused_with_a_sentence(world, target):
    page, report = TARGETS[target](world), ActivityPage.objects.get()
    before = state(report)
    response = post(world, "wagtailadmin_pages:move_confirm", page.pk, world.home.get_parent().pk)
    assert response.status_code == 302
    assert sentences(response) == [str(SENTENCES[target])]
    assert state(report) == before


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_bulk_action_leaves_reports_and_index_alone(world, action, target):
    page, report = TARGETS[target](world), ActivityPage.objects.get()
    before = state(report)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    data = {"include_descendants": "on", "chooser": world.home.get_parent().pk}
    response = world.cms.post(f"{address}?id={page.pk}", data)
    assert response.status_code in {200, 302}
    assert state(report) == before


@pytest.mark.parametrize("trait", ["submitted", "returned", "withdrawn", "revoked"])
def test_unapproved_report_cannot_be_edited_or_published(world, trait):
    page = ReportFactory(**{trait: True}).page
    response = post(
        world, "wagtailadmin_pages:edit", page.pk, **edit_data(page, title="抢先", **{"action-publish": "1"})
    )
    page.refresh_from_db()
    assert response.status_code == 302
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    assert (page.live, page.title) == (False, "花垣脐橙产销对接会")


@pytest.mark.parametrize("target", TARGETS)
def test_bulk_publish_of_an_unapproved_report_publishes_nothing(world, target):
    page = ReportFactory(submitted=True).page
    chosen = page if target == "report" else world.index
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = world.cms.post(f"{address}?id={chosen.pk}", {"include_descendants": "on"})
    page.refresh_from_db()
    assert response.status_code in {200, 302}
    assert (page.live, page.is_counted) == (False, False)


def test_old_revision_brings_back_words_but_never_facts(world):
    version = ReportFactory(corrected=True)
    page = ActivityPage.objects.get(pk=version.page_id)
    first = page.revisions.order_by("created_at").first()
    before = state(page)
    data = edit_data(page, body="旧文字", revision=first.pk, **{"action-publish": "1"})
    post(world, "wagtailadmin_pages:edit", page.pk, **data)
    assert state(page) == before
    assert ActivityPage.objects.get(pk=page.pk).body == "旧文字"
    first.publish()
    assert state(page) == before
    assert not any(queries.discrepancies().values())


def test_scheduled_expiry_is_ignored(world):
    page = ActivityPage.objects.get()
    page.expire_at = page.go_live_at = "2020-01-01T00:00:00Z"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.live, page.expire_at, page.go_live_at) == (True, None, None)


def test_no_report_can_be_created_in_the_cms(world):
    response = world.cms.get(
        reverse("wagtailadmin_pages:add", args=["activities", "activitypage", world.index.pk])
    )
    assert response.status_code == 302


def test_kinds_are_edited_in_the_cms(world):
    response = world.cms.get(reverse("wagtailsnippets_activities_activitykind:list"))
    assert response.status_code == 200
    assert "产销对接" in response.content.decode()
