"""Every verb of a draft: permitted, refused with its sentence, wrong state, called twice."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from accounts.models import Role
from activities import actions, rules
from activities.models import ReportPicture, ReportVersion
from activities.states import VersionState
from core.errors import Conflict, Refused
from core.models import Record
from organizations.models import Kind
from review.models import ReviewTask, TaskState
from tests.factories.accounts import UserFactory
from tests.factories.activities import ReportFactory, decide, facts, ground, paper, person, photo, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def clerk(db):
    ground()
    return person("433124")


def other_clerk():
    """A reporter of another county."""
    return person("433127")


def test_start_gives_an_empty_draft_in_the_offices_region(clerk):
    version = actions.start_report(by=clerk)
    assert (version.state, version.region_id, version.organization, version.page) == (
        VersionState.DRAFT,
        "433124",
        clerk.organization,
        None,
    )
    assert Record.objects.filter(verb="activity.start", actor=clerk).count() == 1


def test_start_with_the_same_key_begins_one_draft(clerk):
    key = uuid.uuid4()
    first = actions.start_report(by=clerk, begun_with=key)
    assert actions.start_report(by=clerk, begun_with=key) == first
    assert ReportVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"role": Role.REVIEWER}, "Your account reviews or edits; it does not report."),
        ({"role": Role.EDITOR}, "Your account reviews or edits; it does not report."),
        ({"suspended": True}, "This account is suspended."),
    ],
)
def test_start_refused_by_role_or_suspension(clerk, traits, sentence):
    user = UserFactory(organization=clerk.organization, **traits)
    with pytest.raises(Refused) as refusal:
        actions.start_report(by=user)
    assert str(refusal.value) == sentence


def test_start_refused_to_a_supplier(clerk):
    with pytest.raises(Refused) as refusal:
        actions.start_report(by=person("433124", kind=Kind.SUPPLIER))
    assert str(refusal.value) == "Activities are reported by assistance offices and work stations."


def test_save_keeps_columns_and_typed_text(clerk):
    version = actions.start_report(by=clerk)
    saved = actions.save_draft(
        version, {"title": "脐橙", "sales_amount": None}, typed={"sales_amount_0": ["四百"]}, by=clerk
    )
    assert (saved.title, saved.sales_amount, saved.typed, saved.edits) == (
        "脐橙",
        None,
        {"sales_amount_0": ["四百"]},
        1,
    )


def test_save_of_an_older_count_of_edits_overwrites_nothing(clerk):
    version = actions.start_report(by=clerk)
    actions.save_draft(version, {"title": "窗口一"}, typed={}, by=clerk, edits=0)
    with pytest.raises(Conflict) as refusal:
        actions.save_draft(version, {"title": "窗口二"}, typed={}, by=clerk, edits=0)
    assert str(refusal.value).startswith("Somebody else, or another window of yours")
    version.refresh_from_db()
    assert version.title == "窗口一"


@pytest.mark.parametrize("trait", ["submitted", "approved", "withdrawn", "revoked"])
def test_save_refused_when_the_version_is_no_longer_a_draft(trait):
    version = ReportFactory(**{trait: True})
    with pytest.raises(Conflict):
        actions.save_draft(version, {"title": "改"}, typed={}, by=version.created_by)
    version.refresh_from_db()
    assert version.title == "花垣脐橙产销对接会"


def test_save_refused_to_another_organization():
    version = ReportFactory()
    with pytest.raises(Refused) as refusal:
        actions.save_draft(version, {"title": "改"}, typed={}, by=other_clerk())
    assert str(refusal.value) == "This report belongs to another organization."


def test_colleague_of_the_same_office_may_go_on_writing():
    version = ReportFactory()
    colleague = UserFactory(organization=version.organization, role=Role.ADMINISTRATOR)
    assert actions.save_draft(version, {"title": "接着写"}, typed={}, by=colleague).title == "接着写"


def test_tenth_picture_is_refused_with_a_sentence():
    version = ReportFactory()
    for number in range(rules.MAX_PICTURES):
        actions.add_picture(version, photo(f"#0000{number}0"), by=version.created_by)
    with pytest.raises(ValidationError) as refusal:
        actions.add_picture(version, photo("white"), by=version.created_by)
    assert refusal.value.message_dict == {"pictures": ["At most 9 pictures."]}
    assert version.pictures.count() == 9


def test_same_picture_twice_is_kept_once():
    version = ReportFactory()
    for _time in range(2):
        actions.add_picture(version, photo(), by=version.created_by)
    assert version.pictures.count() == 1


def test_picture_can_be_described_and_removed():
    version = ReportFactory(pictured=True)
    picture = version.pictures.first()
    assert actions.describe_picture(picture, " 会场全景 ", by=version.created_by).alt == "会场全景"
    actions.remove_picture(picture, by=version.created_by)
    assert version.pictures.count() == 1


def test_attachment_that_is_no_document_is_refused():
    version = ReportFactory()
    with pytest.raises(ValidationError):
        actions.add_attachment(version, paper(content=b"<html></html>"), by=version.created_by)
    assert version.attachments.count() == 0


def test_eleventh_attachment_is_refused_with_a_sentence():
    version = ReportFactory(papers=rules.MAX_ATTACHMENTS)
    with pytest.raises(ValidationError) as refusal:
        actions.add_attachment(version, paper(), by=version.created_by)
    assert refusal.value.message_dict == {"attachments": ["At most 10 files."]}


@pytest.mark.parametrize(
    "change",
    [
        lambda version, by: actions.add_picture(version, photo("blue"), by=by),
        lambda version, by: actions.add_attachment(version, paper(), by=by),
        lambda version, by: actions.remove_picture(version.pictures.first(), by=by),
        lambda version, by: actions.remove_attachment(version.attachments.first(), by=by),
        lambda version, by: actions.describe_picture(version.pictures.first(), "改", by=by),
    ],
)
def test_evidence_of_a_submitted_version_stays_as_it_is(change):
    version = ReportFactory(submitted=True, pictured=True)
    with pytest.raises(Conflict):
        change(version, version.created_by)
    assert list(ReportPicture.objects.filter(version=version).values_list("alt", flat=True)) == [
        "会场1",
        "会场2",
    ]
    assert version.attachments.count() == 1


def test_submit_opens_the_citys_task_and_a_hidden_page():
    version = ReportFactory()
    submitted = actions.submit_report(version, by=version.created_by)
    task = task_of(submitted)
    assert (submitted.state, task.region_id, submitted.page.live) == (VersionState.SUBMITTED, "433100", False)
    assert submitted.facts_hash == submitted.review.facts_hash
    assert submitted.page.slug == f"hua-yuan-qi-cheng-chan-xiao-dui-jie-hui-{version.pk}"


def test_submit_twice_opens_one_review():
    version = ReportFactory(submitted=True)
    with pytest.raises(Conflict) as refusal:
        actions.submit_report(version, by=version.created_by)
    assert str(refusal.value) == "This is no longer possible: the state is now “under review”."
    assert ReviewTask.objects.filter(process="activity").count() == 1


def test_submit_refused_to_another_organization():
    version = ReportFactory()
    with pytest.raises(Refused):
        actions.submit_report(version, by=other_clerk())
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_submit_of_an_incomplete_draft_says_what_is_missing(clerk):
    version = actions.start_report(by=clerk)
    with pytest.raises(ValidationError) as refusal:
        actions.submit_report(version, by=clerk)
    assert sorted(refusal.value.message_dict) == ["body", "ended_on", "kind", "started_on", "title"]
    version.refresh_from_db()
    assert (version.state, version.page) == (VersionState.DRAFT, None)


def test_resubmission_keeps_page_and_review_and_starts_round_two():
    version = ReportFactory(returned=True)
    page, review = version.page_id, version.review_id
    actions.save_draft(version, {"sales_amount": Decimal("90000")}, typed={}, by=version.created_by)
    again = actions.submit_report(version, by=version.created_by)
    assert (again.page_id, again.review_id, again.review.round) == (page, review, 2)
    assert again.review.rounds.count() == 2
    assert decide(again).state == VersionState.APPROVED


def test_withdraw_takes_the_task_away():
    version = ReportFactory(submitted=True)
    taken = actions.withdraw_version(version, by=version.created_by)
    assert taken.state == VersionState.WITHDRAWN
    assert [task.state for task in version.review.tasks.all()] == [TaskState.CANCELLED]


def test_withdraw_works_on_a_returned_version():
    version = ReportFactory(returned=True)
    assert actions.withdraw_version(version, by=version.created_by).state == VersionState.WITHDRAWN


@pytest.mark.parametrize("trait", ["approved", "withdrawn", "revoked"])
def test_withdraw_refused_in_another_state(trait):
    version = ReportFactory(**{trait: True})
    with pytest.raises(Conflict):
        actions.withdraw_version(version, by=version.created_by)


def test_withdraw_refused_to_another_organization():
    version = ReportFactory(submitted=True)
    with pytest.raises(Refused):
        actions.withdraw_version(version, by=other_clerk())
    version.refresh_from_db()
    assert version.state == VersionState.SUBMITTED


def test_discard_throws_a_draft_away_with_its_evidence():
    version = ReportFactory(pictured=True)
    actions.discard_draft(version, by=version.created_by)
    assert (ReportVersion.objects.count(), ReportPicture.objects.count()) == (0, 0)


@pytest.mark.parametrize("trait", ["submitted", "returned", "approved", "withdrawn"])
def test_discard_refused_once_submitted(trait):
    version = ReportFactory(**{trait: True})
    with pytest.raises(Conflict) as refusal:
        actions.discard_draft(version, by=version.created_by)
    assert str(refusal.value) == "Only a draft that was never submitted can be thrown away."


def test_discarded_correction_leaves_the_report_counted():
    version = ReportFactory(correction=True)
    page = version.page
    actions.discard_draft(version, by=version.created_by)
    page.refresh_from_db()
    assert (page.live, page.is_counted, page.versions.count()) == (True, True, 1)


def test_correction_copies_facts_words_and_evidence():
    first = ReportFactory(approved=True, pictured=True)
    second = actions.start_correction(first.page, by=first.created_by)
    assert (second.number, second.state, second.title, second.sales_amount) == (
        2,
        VersionState.DRAFT,
        first.title,
        first.sales_amount,
    )
    assert [p.file_id for p in second.pictures.all()] == [p.file_id for p in first.pictures.all()]
    assert second.attachments.count() == 1


@pytest.mark.parametrize("trait", ["correction", "submitted", "returned"])
def test_correction_refused_while_a_version_is_in_work(trait):
    version = ReportFactory(**{trait: True})
    with pytest.raises(Conflict) as refusal:
        actions.start_correction(version.page, by=version.created_by)
    assert str(refusal.value) == "A correction of this report is already in work."


def test_correction_refused_to_another_organization():
    version = ReportFactory(approved=True)
    with pytest.raises(Refused):
        actions.start_correction(version.page, by=other_clerk())
    assert version.page.versions.count() == 1


def test_correction_refused_on_a_page_without_any_version():
    page = ReportFactory(submitted=True).page
    copied = page.copy(update_attrs={"slug": "copied", "title": "副本"})
    with pytest.raises(Conflict) as refusal:
        actions.start_correction(copied, by=person("433124"))
    assert str(refusal.value) == "Nothing was ever reported on this page."


def test_last_day_in_the_future_is_refused_at_its_field():
    version = ReportFactory(ended_on=timezone.localdate() + datetime.timedelta(days=1))
    with pytest.raises(ValidationError) as refusal:
        actions.submit_report(version, by=version.created_by)
    assert list(refusal.value.message_dict) == ["ended_on"]


def test_values_of_the_factory_are_whole(clerk):
    version = actions.start_report(by=clerk)
    assert rules.problems(actions.save_draft(version, facts(), typed={}, by=clerk)) == {}
