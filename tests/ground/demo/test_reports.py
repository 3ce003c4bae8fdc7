"""Scripts end where they say, on the days they tell of; generated reports are as the verbs would have left them."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import ActivityIndexPage, ActivityPage, ReportVersion
from activities.process import content_of
from activities.queries import discrepancies
from activities.states import VersionState
from core.models import Record
from demo import bulk, reports, seed, words
from review.content import fingerprint
from review.models import Decision, Outcome, ReviewTask, TaskKind
from review.queries import inbox

ENDS = {
    "draft": VersionState.DRAFT,
    "submitted": VersionState.SUBMITTED,
    "claimed": VersionState.SUBMITTED,
    "returned": VersionState.RETURNED,
    "withdrawn": VersionState.WITHDRAWN,
    "approved": VersionState.APPROVED,
    "mended": VersionState.APPROVED,
    "mended_twice": VersionState.APPROVED,
    "corrected": VersionState.APPROVED,
    "correcting": VersionState.SUBMITTED,
    "revoked": VersionState.REVOKED,
    "revived": VersionState.APPROVED,
}


@pytest.mark.parametrize("script", sorted(reports.SCRIPTS))
def test_script_ends_in_its_state(stage, month, script):
    versions = reports.play(stage, {script: 1}, first=month[0], last=month[1])

    assert [version.state for version in versions] == [ENDS[script]]
    assert not any(discrepancies().values())


def test_every_planned_script_is_known():
    planned = {name for scripts in (reports.CAMPAIGN_SCRIPTS, reports.RECENT_SCRIPTS) for name in scripts}
    assert planned == set(reports.SCRIPTS)


def test_played_rows_carry_the_days_they_tell_of(stage, month):
    first = month[0] - timedelta(days=400)
    versions = reports.play(stage, {"approved": 3}, first=first, last=first + timedelta(days=10))

    for version in versions:
        stamps = [
            version.created_at,
            version.submitted_at,
            version.review.concluded_at,
            version.page.approved_at,
        ]
        stamps += Decision.objects.filter(review=version.review).values_list("at", flat=True)
        assert all(0 <= (timezone.localdate(stamp) - version.ended_on).days <= 12 for stamp in stamps)


def test_mended_report_keeps_both_rounds(stage, month, province):
    county = province.offices["433124"]
    version = reports.play(stage, {"mended": 1}, first=month[0], last=month[1], offices=[county])[0]

    outcomes = list(version.review.decisions.order_by("at", "pk").values_list("outcome", flat=True))
    assert outcomes == [Outcome.RETURN, Outcome.RESUBMIT, Outcome.APPROVE]
    assert version.review.rounds.count() == 2


@pytest.fixture
def generated(shared, month):
    """Eighty generated reports in every state, by state."""
    return bulk.generate_reports(80, between=month, shares=dict.fromkeys(bulk.RUNNING, 1), **shared)


def test_generated_reports_are_as_many_as_asked_for_in_every_state(generated):
    assert sum(generated.values()) == 80
    assert set(generated) == set(bulk.RUNNING)
    counted = generated["approved"] + generated["mended"]
    assert ActivityPage.objects.counted().count() == counted
    assert ActivityPage.objects.live().count() == counted
    assert ReportVersion.objects.filter(state=VersionState.SUBMITTED).count() == generated["submitted"]


def test_generated_reports_keep_the_invariant(generated):
    assert not any(discrepancies().values())


def test_generated_hashes_are_those_of_the_content(generated):
    versions = {version.pk: version for version in ReportVersion.objects.exclude(state=VersionState.DRAFT)}
    contents = content_of(list(versions))
    assert {pk: version.facts_hash for pk, version in versions.items()} == {
        pk: fingerprint(content) for pk, content in contents.items()
    }


def test_generated_pages_lie_in_a_sound_tree(generated):
    problems = ActivityIndexPage.find_problems()
    assert [list(found) for found in problems] == [[]] * len(problems)


def test_generated_tasks_wait_in_inboxes(generated, province):
    offices = province.offices.values()
    waiting = sum(inbox(office.reviewer).filter(kind=TaskKind.STEP).count() for office in offices)
    assert waiting == ReviewTask.objects.open().filter(kind=TaskKind.STEP).count() == generated["submitted"]


def test_generated_reports_are_marked(generated):
    records = Record.objects.filter(verb="demo.generate")
    assert records.count() == 80
    assert all(record.details["generated"] and record.is_demo for record in records)


def test_a_person_can_go_on_where_generated_rows_end(generated, stage, month):
    version = reports.play(stage, {"approved": 1}, first=month[0], last=month[1])[0]
    assert ActivityPage.objects.counted().filter(pk=version.page_id).exists()
    assert not any(discrepancies().values())


def test_the_same_seed_tells_the_same_stories(province, month):
    kinds, county = seed.kinds_by_story(), province.offices["433124"].region
    told = [
        [words.tell(random.Random(5), county, month[1], kinds=kinds).values for _ in range(2)]
        for _ in range(2)
    ]
    assert told[0] == told[1]
