"""What follows from decisions: published and counted together, gone together."""

import pytest

from activities import queries
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from tests.factories.activities import ReportFactory, decide

pytestmark = pytest.mark.django_db


def broken() -> dict:
    return {name: found for name, found in queries.discrepancies().items() if found}


def test_submitted_report_has_a_page_that_nobody_sees():
    page = ReportFactory(submitted=True).page
    assert (page.live, page.is_counted, page.approved_version) == (False, False, None)


def test_approved_report_is_public_and_counted():
    version = ReportFactory(approved=True, pictured=True)
    page = ActivityPage.objects.get(pk=version.page_id)
    assert (page.live, page.is_counted, page.approved_version_id) == (True, True, version.pk)
    assert (page.title, page.sales_amount) == (version.title, version.sales_amount)
    assert version.state == VersionState.APPROVED
    assert page.pictures.count() == 2
    assert page.attachments.count() == 1
    assert sorted(tag.name for tag in page.tags.all()) == ["六进", "脐橙"]
    assert broken() == {}
