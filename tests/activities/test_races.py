"""Two at once, on a real database file and on PostgreSQL: one wins, the other reads a sentence."""

import threading

import pytest
from django.db import connection

from accounts.models import Role
from activities import actions, queries
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from core.errors import Conflict
from review import actions as review_actions
from review.models import Decision, Outcome, Review
from tests.factories.accounts import UserFactory
from tests.factories.activities import ReportFactory, person, task_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*calls) -> list:
    """Run all calls in threads that start together; what each returned or raised."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        gate.wait()
        try:
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def two_reviewers():
    first = person("433100", Role.REVIEWER)
    return first, UserFactory(organization=first.organization, role=Role.REVIEWER, name="审核员二")


def one_wins(results) -> str:
    """The loser's sentence."""
    losers = [result for result in results if isinstance(result, Exception)]
    assert [type(loser) for loser in losers] == [Conflict]
    return str(losers[0])


def test_two_approvals_publish_once():
    version = ReportFactory(submitted=True)
    task = task_of(version)
    results = at_once(
        *(lambda by=by: review_actions.decide(task, Outcome.APPROVE, by=by) for by in two_reviewers())
    )
    assert one_wins(results) != ""
    assert Decision.objects.filter(review=version.review).count() == 1
    assert ActivityPage.objects.counted().count() == 1
    assert not any(queries.discrepancies().values())


def test_approval_and_return_do_not_both_happen():
    version = ReportFactory(submitted=True)
    task, (first, second) = task_of(version), two_reviewers()
    results = at_once(
        lambda: review_actions.decide(task, Outcome.APPROVE, by=first),
        lambda: review_actions.decide(task, Outcome.RETURN, by=second, words="请补充。"),
    )
    assert one_wins(results) != ""
    assert Decision.objects.filter(review=version.review).count() == 1
    assert not any(queries.discrepancies().values())


def test_withdrawal_and_approval_do_not_both_happen():
    version = ReportFactory(submitted=True)
    task = task_of(version)
    results = at_once(
        lambda: review_actions.decide(task, Outcome.APPROVE, by=person("433100", Role.REVIEWER)),
        lambda: actions.withdraw_version(version, by=version.created_by),
    )
    assert one_wins(results) != ""
    version.refresh_from_db()
    assert version.page.is_counted is (version.state == VersionState.APPROVED)
    assert not any(queries.discrepancies().values())


def test_two_submissions_open_one_review():
    version = ReportFactory()
    results = at_once(*(lambda: actions.submit_report(version, by=version.created_by) for _time in range(2)))
    assert one_wins(results) != ""
    assert (Review.objects.count(), ActivityPage.objects.count()) == (1, 1)


def test_two_corrections_begin_one_version():
    version = ReportFactory(approved=True)
    page = version.page
    results = at_once(*(lambda: actions.start_correction(page, by=version.created_by) for _time in range(2)))
    assert one_wins(results) != ""
    assert ReportVersion.objects.filter(page=page).count() == 2


def test_two_windows_save_one_after_the_other():
    version = ReportFactory()
    edits = version.edits
    results = at_once(
        *(
            lambda title=title: actions.save_draft(
                version, {"title": title}, typed={}, by=version.created_by, edits=edits
            )
            for title in ("窗口一", "窗口二")
        )
    )
    assert one_wins(results) != ""
    version.refresh_from_db()
    assert version.edits == edits + 1


def test_two_reports_of_one_office_are_submitted_together():
    first, second = ReportFactory(), ReportFactory(title="另一场活动")
    results = at_once(*(lambda v=v: actions.submit_report(v, by=v.created_by) for v in (first, second)))
    assert [result.state for result in results] == [VersionState.SUBMITTED] * 2
    assert ActivityPage.objects.count() == 2
