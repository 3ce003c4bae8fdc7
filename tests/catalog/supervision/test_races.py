"""Two at once, on a real database file and on PostgreSQL: one wins, and nothing is left half done."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Role
from catalog import actions as catalog_actions
from catalog.models import CatalogPage, ProductPage
from catalog.states import Standing
from catalog.supervision import actions
from catalog.supervision.models import Blacklisting, Complaint, ComplaintEvent
from catalog.supervision.states import ComplaintState, Happening
from core.errors import Conflict, Refused
from organizations.models import Organization
from review.models import Decision, ReviewTask, TaskState
from tests.activities.test_races import at_once, one_wins
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory
from tests.factories.supervision import (
    blacklisting,
    complaint,
    days,
    handler,
    offices,
    product,
    supplier,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def two(code="433124"):
    first = handler(code)
    return first, UserFactory(organization=first.organization, role=Role.REVIEWER, name="审核员二")


def test_two_answers_at_once_are_one():
    pair = two()
    made = complaint("established", by=pair[0])
    results = at_once(
        *(lambda by=by: actions.answer_complaint(made, by=by, answer=f"{by.name}答复。") for by in pair)
    )
    assert one_wins(results) != ""
    assert Decision.objects.count() == 1
    assert ComplaintEvent.objects.filter(kind=Happening.ANSWERED).count() == 1


def test_answer_and_dismissal_are_one():
    pair = two()
    made = complaint("established", by=pair[0])
    results = at_once(
        lambda: actions.answer_complaint(made, by=pair[0], answer="答复。"),
        lambda: actions.dismiss_complaint(made, by=pair[1], answer="不予受理。"),
    )
    assert one_wins(results) != ""


def test_answer_and_clock_do_not_both_happen():
    county, _city, _province = offices()
    made = complaint("established", by=county)
    Complaint.objects.filter(pk=made.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    results = at_once(
        lambda: actions.answer_complaint(made, by=county, answer="答复。"), actions.escalate_late
    )
    made.refresh_from_db()
    kinds = set(made.events.values_list("kind", flat=True))
    if made.state == ComplaintState.ANSWERED:
        assert results[1] == 0
        assert Happening.ESCALATED not in kinds
    else:
        assert isinstance(results[0], Refused)
        assert Happening.ANSWERED not in kinds
        assert ReviewTask.objects.get(process="complaint").state == TaskState.OPEN


def test_clock_run_twice_at_once_goes_up_once():
    offices()
    made = complaint()
    Complaint.objects.filter(pk=made.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=9))
    results = at_once(actions.escalate_late, actions.escalate_late)
    assert sorted(results) == [0, 1]
    assert made.events.filter(kind=Happening.ESCALATED).count() == 1


def test_two_blacklistings_at_once_are_one():
    one, pair = product(), two("433100")
    results = at_once(*(lambda by=by: blacklisting(one.supplier, by=by) for by in pair))
    assert one_wins(results) != ""
    assert Blacklisting.objects.count() == 1
    one.refresh_from_db()
    assert one.standing == Standing.DELISTED


def test_product_entered_while_its_supplier_is_blacklisted_never_stays_listed():
    CatalogPage.objects.all()
    waiting, by, city = ProductFactory(), handler(), handler("433100")
    results = at_once(
        lambda: catalog_actions.list_product(waiting, by=by), lambda: blacklisting(supplier(), by=city)
    )
    assert isinstance(results[1], Blacklisting)
    assert ProductPage.objects.listed().count() == 0
    assert Organization.objects.get(pk=supplier().pk).barred_until == days(365)
    if isinstance(results[0], Exception):
        assert isinstance(results[0], Conflict)


def test_rehabilitation_and_new_product_do_not_disturb_each_other():
    waiting, by, city = ProductFactory(), handler(), handler("433100")
    entry = blacklisting(by=city)
    at_once(
        lambda: actions.rehabilitate(entry, by=city, words="整改完成。", document_number="9号"),
        lambda: catalog_actions.list_product(waiting, by=by),
    )
    waiting.refresh_from_db()
    assert Organization.objects.get(pk=supplier().pk).barred_until is None
    assert waiting.standing in {Standing.NEW, Standing.LISTED}


def test_two_withdrawals_at_once_are_one():
    pair = two()
    case = complaint("established", by=pair[0])
    one = ProductPage.objects.get(pk=case.about_id)
    results = at_once(
        *(lambda by=by: actions.open_withdrawal(case, one, "safety", "抽检不合格。", by=by) for by in pair)
    )
    assert one_wins(results) != ""
    assert one.events.filter(kind="delisted").count() == 1


def test_complaint_filed_while_its_county_closes_waits_for_somebody():
    from catalog.supervision import targets
    from organizations.actions import close_organization

    county, _city, _province = offices()
    boss, one = handler("433100", Role.ADMINISTRATOR), product()
    target = targets.find("product", one.pk)
    results = at_once(
        lambda: actions.file_complaint(target, topic="quality", words="有霉味。"),
        lambda: close_organization(county.organization, by=boss),
    )
    assert [type(result) for result in results] == [Complaint, Organization]
    # What slipped into the closed seat is found by the timer of the review kit.
    from review.actions import reroute_stranded_tasks

    reroute_stranded_tasks()
    assert ReviewTask.objects.get(process="complaint").region_id == "433100"
