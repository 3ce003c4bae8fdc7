"""What follows from decisions: published and counted together, gone together."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageLogEntry, Revision

from accounts.models import Role
from activities import actions, queries
from activities.models import ActivityPage, ActivityPicture
from activities.states import VersionState
from content.models import AppDocument, AppImage
from core.errors import Refused
from core.models import Record
from review import actions as review_actions
from review.models import Outcome, ReviewTask
from tests.factories.activities import ReportFactory, decide, person, revoke

pytestmark = pytest.mark.django_db


def broken() -> dict:
    return {name: found for name, found in queries.discrepancies().items() if found}


def page_of(version) -> ActivityPage:
    return ActivityPage.objects.get(pk=version.page_id)


def test_submitted_report_has_a_page_that_nobody_sees():
    page = ReportFactory(submitted=True).page
    assert (page.live, page.is_counted, page.approved_version) == (False, False, None)


def test_approved_report_is_public_and_counted():
    version = ReportFactory(approved=True)
    page = page_of(version)
    assert (page.live, page.is_counted, page.approved_version_id) == (True, True, version.pk)
    assert (page.title, page.sales_amount, page.facts_hash) == (
        version.title,
        version.sales_amount,
        version.review.facts_hash,
    )
    assert version.state == VersionState.APPROVED
    assert list(ActivityPage.objects.counted()) == [page]
    assert broken() == {}


def test_approval_brings_pictures_files_and_tags_into_public():
    page = page_of(ReportFactory(approved=True, pictured=True))
    assert [picture.alt for picture in page.pictures.all()] == ["会场1", "会场2"]
    assert [row.title for row in page.attachments.all()] == ["签约名单.pdf"]
    assert sorted(tag.name for tag in page.tags.all()) == ["六进", "脐橙"]


def test_nothing_enters_the_media_library_before_approval():
    ReportFactory(submitted=True, pictured=True)
    assert (AppImage.objects.count(), AppDocument.objects.count()) == (0, 0)


def test_approval_writes_wagtails_own_history():
    version = ReportFactory(approved=True, pictured=True)
    page = page_of(version)
    revision = Revision.objects.get(object_id=str(page.pk))
    assert (page.live_revision, page.latest_revision) == (revision, revision)
    assert revision.content["title"] == version.title
    assert len(revision.content["pictures"]) == 2
    assert [
        entry.action for entry in PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")
    ] == ["wagtail.publish"]


def test_returned_report_stays_hidden_and_can_be_mended():
    version = ReportFactory(returned=True)
    assert (version.state, page_of(version).live) == (VersionState.RETURNED, False)


def test_refusal_is_not_offered_by_the_presets():
    version = ReportFactory(submitted=True)
    with translation.override("en"), pytest.raises(Refused) as refusal:
        decide(version, Outcome.REFUSE)
    assert str(refusal.value) == "At this step a report can be approved or returned, not refused for good."
    version.refresh_from_db()
    assert version.state == VersionState.SUBMITTED


def test_revoked_report_leaves_public_and_count_at_once():
    version = revoke(ReportFactory(approved=True))
    page = page_of(version)
    assert (version.state, page.live, page.is_counted, page.approved_version) == (
        VersionState.REVOKED,
        False,
        False,
        None,
    )
    assert broken() == {}


def test_revoked_report_can_be_corrected_and_approved_again():
    version = revoke(ReportFactory(approved=True))
    again = actions.start_correction(version.page, by=version.created_by)
    decide(actions.submit_report(again, by=version.created_by))
    page = page_of(version)
    assert (page.live, page.is_counted, page.approved_version_id) == (True, True, again.pk)
    assert broken() == {}


@pytest.mark.parametrize("steps", [[], ["submit"], ["submit", "return"], ["submit", "withdraw"]])
def test_correction_leaves_the_approved_version_public_until_it_is_approved(steps):
    version = ReportFactory(steps=["submit", "approve", "correct", *steps])
    page = page_of(version)
    assert (page.live, page.is_counted, page.sales_amount) == (True, True, Decimal("125000.00"))
    assert page.approved_version.number == 1
    assert broken() == {}


def test_approved_correction_replaces_the_approved_version():
    version = ReportFactory(corrected=True)
    page = page_of(version)
    assert (page.approved_version_id, page.sales_amount) == (version.pk, Decimal("200000.00"))
    assert [v.state for v in page.versions.order_by("number")] == [
        VersionState.SUPERSEDED,
        VersionState.APPROVED,
    ]
    assert broken() == {}


def test_correction_keeps_the_public_copy_of_an_unchanged_picture():
    version = ReportFactory(corrected=True, pictured=True)
    assert (AppImage.objects.count(), AppDocument.objects.count()) == (2, 1)
    assert page_of(version).pictures.count() == 2


def test_revoking_a_superseded_version_leaves_its_successor_public():
    version = ReportFactory(corrected=True)
    first = version.page.versions.get(number=1)
    revoke(first)
    page = page_of(version)
    assert (page.live, page.is_counted, page.approved_version_id) == (True, True, version.pk)
    assert broken() == {}


def test_changed_words_do_not_undo_an_approval():
    version = ReportFactory(approved=True)
    ActivityPage.objects.filter(pk=version.page_id).update(body="润色后的文字。")
    assert review_actions.recheck_approval(version.review) is True
    assert page_of(version).is_counted is True


def test_publication_is_recorded_with_the_person_who_decided():
    version = ReportFactory(approved=True)
    rows = Record.objects.filter(verb="activity.publish", subject_id=str(version.page_id))
    assert [row.actor.organization.region_id for row in rows] == ["433100"]


def _approve_many(count) -> int:
    """Queries that one bulk approval of so many reports costs."""
    versions = [ReportFactory(submitted=True, pictured=True, title=f"活动{n}") for n in range(count)]
    tasks = list(
        ReviewTask.objects.open().filter(review__in=[v.review for v in versions]).values_list("pk", flat=True)
    )
    with CaptureQueriesContext(connection) as captured:
        review_actions.decide_many(tasks, Outcome.APPROVE, by=person("433100", Role.REVIEWER))
    assert ActivityPage.objects.filter(pk__in=[v.page_id for v in versions]).counted().count() == count
    return len(captured)


def test_bulk_approval_costs_the_same_queries_for_three_and_for_twelve():
    _approve_many(1)
    assert _approve_many(3) == _approve_many(12)
    assert broken() == {}


def test_publishing_decision_stays_within_ninety_queries():
    assert _approve_many(1) <= 90


def test_picture_rows_of_other_reports_stay():
    first = ReportFactory(approved=True, pictured=True)
    ReportFactory(approved=True, pictured=True, title="另一场活动")
    assert ActivityPicture.objects.filter(page=first.page_id).count() == 2
