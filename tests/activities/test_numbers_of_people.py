"""Numbers of people stop a report: at the clerk's submit with its place and an offer to mask, and at approval."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from activities import actions, rules
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from content.models import AllowedNumber, FileLook
from core.errors import Refused
from review import actions as review_actions
from review.actions import bulk
from review.models import Outcome, Status
from tests.factories.activities import ReportFactory, decide, paper, person, photo, task_of
from tests.factories.core import pdf_of

pytestmark = pytest.mark.django_db
MOBILE = "138" + "00138000"
LISTED = pdf_of("Names", f"Call {MOBILE}")
SCAN = pdf_of("", picture_pages=[1])


def late_number(**report):
    """A submitted report whose text holds a number: allowed when it was submitted, not any more."""
    AllowedNumber.objects.create(number=MOBILE, digits=MOBILE, whose="县扶贫办")
    version = ReportFactory(body=f"联系{MOBILE}", submitted=True, **report)
    AllowedNumber.objects.all().delete()
    return version


@pytest.mark.parametrize("field", ["title", "body", "tags", "place", "product_kinds"])
def test_submit_names_the_field(field):
    version = ReportFactory(**{field: f"甲 {MOBILE}"})
    with pytest.raises(ValidationError) as refusal:
        actions.submit_report(version, by=version.created_by)
    assert set(refusal.value.message_dict) == {field}
    assert "138****8000" in refusal.value.messages[0]
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_submit_names_the_page_of_the_file_and_the_picture():
    version = ReportFactory()
    actions.add_attachment(version, paper("名单.pdf", content=LISTED), by=version.created_by)
    actions.add_picture(version, photo(), by=version.created_by, alt=f"甲 {MOBILE}")
    found = rules.problems(version)
    assert set(found) == {"attachments", "pictures"}
    assert "第 2 页" in found["attachments"][0]


def test_file_is_looked_through_when_it_comes_in(django_capture_on_commit_callbacks):
    version = ReportFactory()
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_attachment(version, paper(content=LISTED), by=version.created_by)
    assert FileLook.objects.get().findings[0]["place"] == ["page", 2]


def test_office_line_and_allowed_mobile_pass():
    AllowedNumber.objects.create(number=MOBILE, digits=MOBILE, whose="县扶贫办")
    version = ReportFactory(body=f"咨询 {MOBILE}、0731-84212345、12317", approved=True)
    assert version.page.live


def test_approval_is_refused_with_the_place_and_return_is_open():
    version = late_number()
    with pytest.raises(Refused, match="138\\*\\*\\*\\*8000"):
        decide(version)
    version.refresh_from_db()
    assert (version.state, version.page.live, version.review.status) == (
        VersionState.SUBMITTED,
        False,
        Status.OPEN,
    )
    assert decide(version, Outcome.RETURN).state == VersionState.RETURNED


def test_no_conclusion_publishes_what_no_decision_asked():
    version = late_number()
    version.review.status = Status.APPROVED
    with pytest.raises(Refused):
        actions.conclude_reports([version.review], by=None)
    assert ActivityPage.objects.get().live is False


def test_bulk_approves_the_rest_and_says_why_not(django_capture_on_commit_callbacks):
    stopped, fine = late_number(), ReportFactory(submitted=True)
    city = person(task_of(fine).region_id, "reviewer")
    preview = bulk.preview({}, Outcome.APPROVE, by=city)
    assert (preview.ready, [task.subject_id for task, _why in preview.refused]) == (1, [stopped.pk])
    with django_capture_on_commit_callbacks(execute=True):
        job = review_actions.start_bulk({}, Outcome.APPROVE, by=city)
    job.refresh_from_db()
    assert job.result["decided"] == 1
    assert "138****8000" in job.result["refused"][0][2]
    assert [version.state for version in ReportVersion.objects.order_by("pk")] == ["submitted", "approved"]


def test_bulk_return_is_not_asked():
    version = late_number()
    city = person(task_of(version).region_id, "reviewer")
    assert bulk.preview({}, Outcome.RETURN, by=city).ready == 1


@pytest.mark.parametrize("many", [1, 3])
def test_asking_costs_the_same_for_1_and_3(many, django_assert_num_queries):
    versions = [ReportFactory(pictured=True, submitted=True).pk for _ in range(many)]
    rules.not_publishable(versions)
    with django_assert_num_queries(6):
        rules.not_publishable(versions)


def test_publishing_decision_stays_within_90_queries(django_assert_max_num_queries):
    version = ReportFactory(pictured=True, submitted=True)
    with django_assert_max_num_queries(90):
        decide(version)


def test_desk_shows_the_place_and_masks_on_request(client):
    version = ReportFactory()
    client.force_login(version.created_by)
    url = reverse("activities_desk:edit", args=[version.pk])
    initial = client.get(url).context["form"].initial
    typed = {
        "title": "对接会",
        "body": f"甲 {MOBILE}，乙 138 0013 9000，办公室 0731-84212345，成交 12,500,000 元",
        "kind": version.kind_id,
        "started_on": "2020-09-15",
        "ended_on": "2020-09-16",
        "place": "县体育馆",
        "edits": initial["edits"],
        "region_0": "430000",
    }
    response = client.post(url, typed | {"submit": "1"})
    said = response.content.decode()
    assert response.status_code == 422
    assert (said.count("138****8000") >= 1, 'name="mask"' in said, MOBILE in said) == (True, True, True)
    typed["edits"] = response.context["saved"]["edits"]
    response = client.post(url, typed | {"mask": "1"})
    assert response.status_code == 302
    version.refresh_from_db()
    assert version.body == "甲 138****8000，乙 138 **** 9000，办公室 0731-84212345，成交 12,500,000 元"
    assert (version.title, version.state) == ("对接会", VersionState.DRAFT)
    assert version.typed["body"] == [version.body]


def test_form_without_numbers_offers_no_mask(client):
    version = ReportFactory()
    client.force_login(version.created_by)
    url = reverse("activities_desk:edit", args=[version.pk])
    response = client.post(url, {"title": "", "submit": "1", "edits": version.edits})
    assert response.status_code == 422
    assert 'name="mask"' not in response.content.decode()


def test_reviewer_sees_why_and_may_return(client):
    version = late_number()
    client.force_login(person(task_of(version).region_id, "reviewer"))
    url = reverse("review:task", args=[task_of(version).pk])
    said = client.get(url).content.decode()
    assert "138****8000" in said
    assert ('value="approve"' in said, 'value="return"' in said) == (False, True)
    response = client.post(url, {"outcome": "approve", "seen": version.facts_hash})
    assert response.status_code == 403
    assert "138****8000" in response.content.decode()


def test_scan_is_shown_to_the_reviewer_who_ticks_it_and_does_not_block(client):
    version = ReportFactory()
    actions.add_attachment(version, paper("扫描件.pdf", content=SCAN), by=version.created_by)
    version = actions.submit_report(version, by=version.created_by)
    reviewer = person(task_of(version).region_id, "reviewer")
    client.force_login(reviewer)
    url = reverse("review:task", args=[task_of(version).pk])
    tick = reverse("activities_desk:seen_by_eye", args=[version.attachments.get().pk])
    assert tick in client.get(url).content.decode()
    response = client.post(tick)
    assert (response.status_code, response.url) == (302, url)
    assert FileLook.objects.get().seen_by == reviewer
    said = client.get(url).content.decode()
    assert (tick in said, f"已人工查看：{reviewer.name}" in said) == (False, True)
    assert decide(version).page.live


def test_scan_nobody_ticked_does_not_block():
    version = ReportFactory()
    actions.add_attachment(version, paper(content=SCAN), by=version.created_by)
    assert decide(actions.submit_report(version, by=version.created_by)).page.live


def test_tick_of_another_territory_is_refused(client):
    version = ReportFactory(papers=1, submitted=True)
    client.force_login(person("430100", "reviewer"))
    response = client.post(reverse("activities_desk:seen_by_eye", args=[version.attachments.get().pk]))
    assert response.status_code == 403
