"""The dishonesty blacklist: who proposes, who decides, what happens at once, how it ends (J05, I14)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Role
from catalog import actions as catalog_actions
from catalog.models import ProductPage
from catalog.states import DelistReason, EventKind, Standing
from catalog.supervision import actions, rules
from catalog.supervision.models import Blacklisting
from catalog.supervision.states import BlacklistState, Grounds
from core.errors import Conflict, Refused
from organizations.models import Kind, Organization
from review.models import ReviewTask, TaskState
from tests.factories.catalog import ProductFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.supervision import (
    blacklisting,
    complaint,
    days,
    handler,
    offices,
    product,
    proposal,
    supplier,
)

pytestmark = pytest.mark.django_db

WHO = [
    # code, role, kind, decides, proposes
    ("430000", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True, False),
    ("430000", Role.ADMINISTRATOR, Kind.ASSISTANCE_OFFICE, True, False),
    ("433100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, True, False),
    ("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False, True),
    ("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE, False, False),
    ("433100", Role.REPORTER, Kind.ASSISTANCE_OFFICE, False, False),
    ("433100", Role.REVIEWER, Kind.AGRICULTURE_BUREAU, False, False),
    ("430300", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False, False),
    ("433122", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False, False),
]


@pytest.mark.parametrize(("code", "role", "kind", "decides", "proposes"), WHO)
def test_who_decides_and_who_proposes(code, role, kind, decides, proposes):
    by = handler(code, role, kind=kind)
    verdicts = rules.can_blacklist(by, supplier()), rules.can_propose(by, supplier())
    assert tuple(map(bool, verdicts)) == (decides, proposes)
    assert all(verdict or verdict.sentence for verdict in verdicts)
    if not decides:
        with pytest.raises(Refused):
            blacklisting(by=by)
    if not proposes:
        with pytest.raises(Refused):
            proposal(by=by)
    assert Organization.objects.get(pk=supplier().pk).barred_until is None


def test_office_is_never_blacklisted():
    county = OrganizationFactory(county_office=True)
    with pytest.raises(Refused):
        blacklisting(county)


def test_blacklisting_bars_and_takes_all_products_off_at_once():
    first, second = product(), product(title="十八洞腊肉", certificate_number=None)
    other = ProductFactory(listed=True, supplier_id=supplier("花垣别家合作社").pk, title="别家茶叶")
    hidden = ProductFactory(title="未列入")
    made = blacklisting(until=days(100))
    supplying = Organization.objects.get(pk=supplier().pk)
    assert supplying.barred_until == days(100)
    assert made.products_removed == 2
    for gone in (first, second):
        gone.refresh_from_db()
        assert (gone.is_listed, gone.delist_reason) == (False, DelistReason.BARRED)
        assert gone.events.last().kind == EventKind.DELISTED
        assert "州扶办〔2026〕7号" in gone.delist_words
    other.refresh_from_db(), hidden.refresh_from_db()
    assert (other.is_listed, hidden.standing) == (True, Standing.NEW)
    assert (made.since, made.office.region_id) == (timezone.localdate(), "433100")


def test_very_long_facts_fit_on_the_products_page():
    one = product()
    blacklisting(words="假" * 2000)
    one.refresh_from_db()
    assert len(one.delist_words) == 500


def test_barred_supplier_enters_nothing():
    waiting = ProductFactory()
    blacklisting()
    with pytest.raises(Conflict):
        catalog_actions.list_product(waiting, by=handler())


def test_second_blacklisting_is_refused_while_one_is_in_force():
    blacklisting()
    with pytest.raises(Conflict):
        blacklisting(by=handler("430000"))
    with pytest.raises(Conflict):
        proposal()
    assert Blacklisting.objects.count() == 1


def test_term_that_ran_out_makes_room_although_no_timer_came():
    made = blacklisting()
    from core import triggers

    triggers.lift()
    Blacklisting.objects.filter(pk=made.pk).update(
        since=timezone.localdate() - datetime.timedelta(days=9),
        until=timezone.localdate() - datetime.timedelta(days=1),
    )
    triggers.install()
    blacklisting()
    assert sorted(Blacklisting.objects.values_list("state", flat=True)) == ["in_force", "lapsed"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"grounds": "gossip"}, "grounds"),
        ({"words": " "}, "words"),
        ({"words": "x" * 10_240}, "words"),
        ({"words": "负责人电话 138 0013 8000"}, "words"),
        ({"words": "假\x00"}, "words"),
        ({"until": timezone.localdate()}, "until"),
        ({"until": timezone.localdate() + datetime.timedelta(days=365 * 30)}, "until"),
        ({"document_number": ""}, "document_number"),
    ],
)
def test_blacklisting_with_something_wrong_is_refused_at_its_field(said, field):
    one = product()
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        blacklisting(**said)
    assert list(caught.value.message_dict) == [field]
    one.refresh_from_db()
    assert one.is_listed


def test_county_proposes_and_the_city_adopts():
    one = product()
    made = proposal()
    task = ReviewTask.objects.get(process="blacklisting")
    assert (made.state, task.region_id) == (BlacklistState.PROPOSED, "433100")
    one.refresh_from_db()
    assert one.is_listed
    assert list(Blacklisting.objects.public()) == []

    adopted = blacklisting()
    task.refresh_from_db(), one.refresh_from_db()
    assert adopted.pk == made.pk
    assert (adopted.state, adopted.proposed_office.region_id) == (BlacklistState.IN_FORCE, "433124")
    assert (task.state, one.is_listed) == (TaskState.DONE, False)


def test_province_adopts_what_waits_for_the_city():
    proposal()
    blacklisting(by=handler("430000"))
    assert ReviewTask.objects.get(process="blacklisting").state == TaskState.CANCELLED


def test_city_declines_with_words():
    made = proposal()
    with pytest.raises(Refused):
        actions.decline_blacklisting(made, "证据不足。", by=handler())
    made = actions.decline_blacklisting(made, "证据不足，请补充。", by=handler("433100"))
    assert made.state == BlacklistState.DECLINED
    assert ReviewTask.objects.get(process="blacklisting").state == TaskState.DONE
    assert list(Blacklisting.objects.public()) == []
    # The county may come again with better evidence.
    assert proposal().state == BlacklistState.PROPOSED


REHABILITATES = [
    # decided by, asked by, allowed
    ("433100", "433100", True),
    ("433100", "430000", True),
    ("430000", "433100", False),
    ("433100", "433124", False),
    ("433100", "430300", False),
]


@pytest.mark.parametrize(("decided", "asked", "allowed"), REHABILITATES)
def test_who_rehabilitates(decided, asked, allowed):
    made = blacklisting(by=handler(decided))
    by = handler(asked)
    assert bool(rules.can_rehabilitate(by, made)) == allowed
    if not allowed:
        with pytest.raises(Refused):
            actions.rehabilitate(made, by=by, words="已整改。", document_number="8号")


def test_rehabilitation_lifts_the_bar_and_brings_nothing_back():
    one = product()
    made = blacklisting()
    made = actions.rehabilitate(
        made, by=handler("433100"), words="已整改并复查合格。", document_number="州扶办〔2026〕9号"
    )
    one.refresh_from_db()
    assert made.state == BlacklistState.REHABILITATED
    assert Organization.objects.get(pk=supplier().pk).barred_until is None
    assert one.standing == Standing.DELISTED
    assert Blacklisting.objects.public().count() == 1
    with pytest.raises(Conflict):
        actions.rehabilitate(made, by=handler("433100"), words="再次。", document_number="10号")


def test_proposal_is_not_rehabilitated():
    assert not rules.can_rehabilitate(handler("433100"), proposal())


@pytest.mark.parametrize("changes", [{"words": "别的"}, {"until": days(3)}, {"document_number": "假号"}])
def test_database_refuses_to_rewrite_a_decision(changes):
    made = blacklisting()
    with pytest.raises(DatabaseError), transaction.atomic():
        Blacklisting.objects.filter(pk=made.pk).update(**changes)


def test_database_refuses_two_in_force():
    made = blacklisting()
    with pytest.raises(DatabaseError), transaction.atomic():
        made.pk = None
        made.save(force_insert=True)


WITHDRAWS = [
    ("433124", Kind.ASSISTANCE_OFFICE, "established", "verified", True),
    ("433100", Kind.ASSISTANCE_OFFICE, "answered", "partly", True),
    ("433124", Kind.ASSISTANCE_OFFICE, "established", "unfounded", False),
    ("433124", Kind.ASSISTANCE_OFFICE, "investigating", "verified", False),
    ("433122", Kind.ASSISTANCE_OFFICE, "established", "verified", False),
    ("433124", Kind.AGRICULTURE_BUREAU, "established", "verified", False),
]


@pytest.mark.parametrize(("code", "kind", "state", "finding", "allowed"), WITHDRAWS)
def test_only_a_verified_violation_leads_to_withdrawal(code, kind, state, finding, allowed):
    offices()
    case = complaint(state, finding=finding)
    one = ProductPage.objects.get(pk=case.about_id)
    by = handler(code, kind=kind)
    if allowed:
        gone = actions.open_withdrawal(case, one, DelistReason.SAFETY, "抽检不合格。", by=by)
        assert (gone.standing, gone.delist_reason) == (Standing.DELISTED, DelistReason.SAFETY)
    else:
        with pytest.raises(Refused):
            actions.open_withdrawal(case, one, DelistReason.SAFETY, "抽检不合格。", by=by)


def test_withdrawal_for_a_reason_that_supervision_does_not_find_is_refused():
    case = complaint("established")
    one = ProductPage.objects.get(pk=case.about_id)
    with pytest.raises(ValidationError):
        actions.open_withdrawal(case, one, DelistReason.NO_SALES, "无销售。", by=handler())
    with pytest.raises(ValidationError):
        actions.open_withdrawal(case, one, DelistReason.PROBLEM, "电话 138 0013 8000", by=handler())


def test_blacklisting_remembers_the_complaint_it_comes_from():
    case = complaint("answered")
    assert blacklisting(complaint=case).complaint == case
    assert Blacklisting.objects.get().grounds == Grounds.FRAUD
