"""What the database itself refuses, whoever asks."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from activities.models import ActivityPage, ReportPicture, ReportVersion
from activities.states import VersionState
from tests.factories.activities import ReportFactory, activity_index

pytestmark = pytest.mark.django_db


def refused(change, words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        change()


def pages(version):
    return ActivityPage.objects.filter(pk=version.page_id)


def tree(version):
    return Page.objects.filter(pk=version.page_id)


def rows(version):
    return ReportVersion.objects.filter(pk=version.pk)


def counted(version) -> dict:
    return {"is_counted": True, "approved_version": version, "approved_at": timezone.now(), "facts_hash": "x"}


@pytest.mark.parametrize("trait", ["submitted", "returned", "withdrawn", "revoked"])
def test_page_cannot_count_a_version_that_is_not_approved(trait):
    version = ReportFactory(**{trait: True})
    refused(
        lambda: pages(version).update(**counted(version) | {"facts_hash": version.facts_hash}),
        "counts only by an approved version",
    )


def test_page_cannot_count_by_another_pages_version():
    version, other = ReportFactory(approved=True), ReportFactory(submitted=True)
    refused(
        lambda: pages(other).update(**counted(version) | {"facts_hash": version.facts_hash}),
        "counts only by an approved version|UNIQUE|unique",
    )


def test_page_cannot_count_under_another_hash():
    version = ReportFactory(approved=True)
    refused(lambda: pages(version).update(facts_hash="0" * 64), "approved version|facts of a counted page")


@pytest.mark.parametrize(
    "change",
    [
        {"sales_amount": 1},
        {"people_covered": None},
        {"ended_on": "2020-09-30"},
        {"region_id": "433100"},
        {"place": "别处"},
        {"kind_id": None},
    ],
)
def test_facts_of_a_counted_page_are_frozen(change):
    version = ReportFactory(approved=True)
    refused(lambda: pages(version).update(**change), "facts of a counted page")


def test_words_of_a_counted_page_may_be_polished():
    version = ReportFactory(approved=True)
    pages(version).update(body="润色。", summary="润色。")
    assert pages(version).get().body == "润色。"


def test_counted_needs_an_approval():
    version = ReportFactory(submitted=True)
    refused(lambda: pages(version).update(is_counted=True), "activity_counted_has_approval")


def test_unapproved_page_cannot_go_live():
    version = ReportFactory(submitted=True)
    refused(lambda: tree(version).update(live=True), "public only when it is approved")


def test_counted_page_cannot_leave_public():
    version = ReportFactory(approved=True)
    refused(lambda: tree(version).update(live=False), "an approved report stays public")


def test_pages_above_a_counted_report_stay_live():
    page = ReportFactory(approved=True).page
    for above in (page.get_parent(), page.get_parent().get_parent()):
        refused(lambda above=above: Page.objects.filter(pk=above.pk).update(live=False), "stays public")


def test_page_cannot_be_created_public():
    version = ReportFactory()
    page = ActivityPage(
        title="插入", slug="inserted", organization=version.organization, region=version.region
    )
    page.live = True
    refused(lambda: activity_index().add_child(instance=page), "begins neither public nor counted")


@pytest.mark.parametrize("above", ["page", "index", "home"])
def test_approved_report_cannot_be_hidden_by_a_restriction(above):
    page = ReportFactory(approved=True).page
    target = {"page": page, "index": page.get_parent(), "home": page.get_parent().get_parent()}[above]
    refused(
        lambda: PageViewRestriction.objects.create(page=target, restriction_type="login"),
        "open to everybody",
    )


@pytest.mark.parametrize("trait", ["submitted", "approved", "withdrawn"])
@pytest.mark.parametrize(
    "change", [{"title": "改"}, {"body": "改"}, {"sales_amount": 1}, {"facts_hash": "0" * 64}]
)
def test_submitted_version_is_frozen(trait, change):
    version = ReportFactory(**{trait: True})
    refused(lambda: rows(version).update(**change), "a submitted version is frozen")


def test_returned_version_may_be_mended():
    version = ReportFactory(returned=True)
    rows(version).update(title="改")
    assert rows(version).get().title == "改"


def test_approved_version_keeps_its_state_while_it_is_shown():
    version = ReportFactory(approved=True)
    refused(lambda: rows(version).update(state=VersionState.REVOKED), "keeps its state")


def test_submitted_version_cannot_be_deleted():
    version = ReportFactory(submitted=True)
    refused(lambda: rows(version)._raw_delete("default"), "a submitted version is kept")


def test_evidence_of_a_submitted_version_is_frozen():
    version, donor = ReportFactory(submitted=True, pictured=True), ReportFactory(pictured=True, title="草稿")
    other = donor.attachments.first().file_id
    first = ReportPicture.objects.filter(version=version)[:1].values("pk")
    picture = ReportPicture.objects.filter(pk__in=list(first.values_list("pk", flat=True)))
    refused(lambda: picture.update(file_id=other), "evidence of a submitted version")
    refused(lambda: picture.update(version=donor), "evidence of a submitted version")
    refused(lambda: picture.delete(), "evidence of a submitted version")
    refused(lambda: version.attachments.all().delete(), "evidence of a submitted version")
    refused(
        lambda: ReportPicture.objects.create(version=version, file_id=other),
        "evidence of a submitted version",
    )


def test_one_version_in_work_per_report():
    version = ReportFactory(correction=True)
    refused(
        lambda: ReportVersion.objects.create(
            page=version.page, number=9, organization=version.organization, created_by=version.created_by
        ),
        "one_version_in_work|reportversion.page_id",
    )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"started_on": "2020-09-20"}, "version_dates_in_order"),
        ({"sales_amount": -1}, "version_amounts_not_negative"),
        ({"trade_amount": -1}, "version_amounts_not_negative"),
        ({"state": VersionState.SUBMITTED}, "submitted_version_is_whole"),
    ],
)
def test_impossible_version_is_refused(change, constraint):
    version = ReportFactory()
    refused(lambda: rows(version).update(**change), constraint)


def test_version_number_is_used_once():
    version = ReportFactory(corrected=True)
    refused(
        lambda: ReportVersion.objects.create(
            page=version.page,
            number=1,
            organization=version.organization,
            created_by=version.created_by,
        ),
        "version_number_once|reportversion.page_id",
    )
