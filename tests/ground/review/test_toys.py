"""The three toys of design 6: parallel with publicity and rows that part ways; parent scope; a task without a chain."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from core import workdays
from core.errors import Refused
from organizations.models import Kind
from review import actions
from review.models import Decision, Outcome, Scope, Status, TaskState
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at
from tests.factories.review import bundle, chain, clerk, office, open_seats, person, task_of

pytestmark = pytest.mark.django_db

BUREAU = Kind.AGRICULTURE_BUREAU
OFFICE = Kind.ASSISTANCE_OFFICE


@pytest.fixture
def certification(toy):
    """Two bureaus of the county in parallel, five working days of publicity, then the city."""
    chain(
        {
            "order": 1,
            "level": 3,
            "verb": "认可",
            "publicity_days": 5,
            "separation": "person",
            "can_refuse": True,
        },
        {"order": 1, "level": 3, "verb": "认可", "organization_kind": BUREAU, "separation": "person"},
        {"order": 2, "level": 2, "verb": "审核", "can_refuse": True},
    )
    return toy


def _both_bureaus():
    return person("433124"), person("433124", kind=BUREAU)


def test_parallel_all_waits_for_both(certification):
    first, second = _both_bureaus()
    person("433100")
    review = certification.submit(by=clerk())
    assert open_seats(review) == [("433124", BUREAU), ("433124", OFFICE)]

    actions.decide(task_of(review, organization_kind=OFFICE), Outcome.APPROVE, by=first)
    review.refresh_from_db()
    assert (review.status, open_seats(review)) == (Status.OPEN, [("433124", BUREAU)])

    actions.decide(task_of(review, organization_kind=BUREAU), Outcome.APPROVE, by=second)
    review.refresh_from_db()
    assert (review.status, open_seats(review)) == (Status.PUBLICITY, [])


@pytest.mark.parametrize("last", [OFFICE, BUREAU])
def test_publicity_follows_whoever_of_the_group_decides_last(certification, last):
    first, second = _both_bureaus()
    review = certification.submit(by=clerk())
    order = [(OFFICE, first), (BUREAU, second)] if last == BUREAU else [(BUREAU, second), (OFFICE, first)]
    for kind, user in order:
        actions.decide(task_of(review, organization_kind=kind), Outcome.APPROVE, by=user)
    review.refresh_from_db()
    today = timezone.localdate()
    assert (review.status, review.publicity_until) == (Status.PUBLICITY, workdays.publicity_end(today, 5))


def test_publicity_goes_on_only_after_its_last_day(certification):
    users = dict(zip((OFFICE, BUREAU), _both_bureaus(), strict=True))
    city = person("433100")
    review = certification.submit(by=clerk())
    for task in review.tasks.open():
        actions.decide(task, Outcome.APPROVE, by=users[task.organization_kind])
    review.refresh_from_db()

    assert actions.advance_publicity(review.publicity_until) == 0
    assert actions.advance_publicity(review.publicity_until + datetime.timedelta(days=40)) == 1
    # Twice and late: nothing moves a second time.
    assert actions.advance_publicity(review.publicity_until + datetime.timedelta(days=41)) == 0
    review.refresh_from_db()
    assert (review.status, open_seats(review)) == (Status.OPEN, [("433100", OFFICE)])

    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    assert certification.concluded == [(review.subject_id, Status.APPROVED)]


def test_rows_of_a_bundle_part_ways(certification):
    users = dict(zip((OFFICE, BUREAU), _both_bureaus(), strict=True))
    reporter, rows = clerk(), bundle()
    passed, returned, refused = (certification.submit(by=reporter, bundle=rows) for _ in range(3))

    for task in passed.tasks.open():
        actions.decide(task, Outcome.APPROVE, by=users[task.organization_kind])
    actions.decide(
        task_of(returned, organization_kind=BUREAU), Outcome.RETURN, by=users[BUREAU], words="补照片"
    )
    actions.decide(
        task_of(refused, organization_kind=OFFICE), Outcome.REFUSE, by=users[OFFICE], words="不在名录"
    )

    states = list(rows.reviews.order_by("pk").values_list("status", flat=True))
    assert states == [Status.PUBLICITY, Status.RETURNED, Status.REFUSED]
    assert certification.returned == [returned.subject_id]
    assert certification.concluded == [(refused.subject_id, Status.REFUSED)]
    # What the other bureau was still asked about the two has been taken away.
    assert refused.tasks.filter(state=TaskState.CANCELLED).count() == 1
    assert list(returned.tasks.open().values_list("kind", flat=True)) == ["mend"]


def test_rows_of_a_bundle_decided_together(certification):
    first, _second = _both_bureaus()
    reporter, rows = clerk(), bundle()
    reviews = [certification.submit(by=reporter, bundle=rows) for _ in range(3)]
    tasks = [task_of(review, organization_kind=OFFICE).pk for review in reviews]
    verdicts = actions.decide_many(tasks, Outcome.APPROVE, by=first)
    assert (len(verdicts.decided), verdicts.refused) == (3, {})


def test_any_of_is_content_with_one(toy):
    chain(
        {"order": 1, "level": 3, "mode": "any", "organization_kind": BUREAU},
        {"order": 1, "level": 2, "mode": "any"},
    )
    person("433124", kind=BUREAU)
    city = person("433100")
    review = toy.submit(by=clerk())
    actions.decide(task_of(review, organization_kind=OFFICE), Outcome.APPROVE, by=city)
    review.refresh_from_db()
    assert review.status == Status.APPROVED
    assert sorted(review.tasks.values_list("state", flat=True)) == [TaskState.CANCELLED, TaskState.DONE]


def test_any_of_has_the_publicity_of_the_one_that_acted(toy):
    chain(
        {"order": 1, "level": 3, "mode": "any", "organization_kind": BUREAU, "publicity_days": 7},
        {"order": 1, "level": 2, "mode": "any"},
    )
    person("433124", kind=BUREAU)
    city = person("433100")
    review = toy.submit(by=clerk())
    actions.decide(task_of(review, organization_kind=OFFICE), Outcome.APPROVE, by=city)
    review.refresh_from_db()
    assert (review.status, review.publicity_until) == (Status.APPROVED, None)


@pytest.fixture
def trade(toy):
    """The merchant's market, then the city; each returns under its own name (C-17)."""
    chain(
        {"scope": Scope.PARENT, "verb": "市场审核", "return_label": "退回修改"},
        {"level": 2, "verb": "市级审核", "return_label": "市级退回"},
    )
    return toy


def _market():
    market = OrganizationFactory(market=True)
    merchant = OrganizationFactory(merchant=True, parent=market)
    return (
        UserFactory(organization=merchant, role=Role.REPORTER),
        UserFactory(organization=market, role=Role.ADMINISTRATOR),
        person("433100"),
    )


def test_parent_scope_asks_the_market_then_the_city(trade):
    merchant, market, city = _market()
    review = trade.submit(by=merchant)
    task = task_of(review)
    assert (task.organization, task.step.verb) == (market.organization, "市场审核")
    actions.decide(task, Outcome.APPROVE, by=market)
    actions.decide(task_of(review), Outcome.APPROVE, by=city)
    labels = list(review.decisions.order_by("pk").values_list("label", flat=True))
    assert labels == ["市场审核", "市级审核"]
    assert trade.concluded == [(review.subject_id, Status.APPROVED)]


def test_levels_return_under_their_own_label(trade):
    merchant, market, city = _market()
    review = trade.submit(by=merchant)
    actions.decide(task_of(review), Outcome.RETURN, by=market, words="缺发票")
    trade.submit(by=merchant, subject_id=review.subject_id)
    actions.decide(task_of(review), Outcome.APPROVE, by=market)
    actions.decide(task_of(review), Outcome.RETURN, by=city, words="金额有误")
    labels = list(
        review.decisions.filter(outcome=Outcome.RETURN).order_by("pk").values_list("label", flat=True)
    )
    assert labels == ["退回修改", "市级退回"]


def test_parent_step_is_not_asked_for_an_applicant_without_parent(trade):
    _merchant, _market_admin, _city = _market()
    review = trade.submit(by=UserFactory(organization=OrganizationFactory(enterprise=True)))
    assert task_of(review).step.verb == "市级审核"


def test_another_market_of_the_same_city_is_refused(trade):
    merchant, _own, _city = _market()
    other = OrganizationFactory(market=True, name="保靖农产品批发市场")
    stranger = UserFactory(organization=other, role=Role.ADMINISTRATOR)
    task = task_of(trade.submit(by=merchant))
    with pytest.raises(
        Refused, match=_("This is the task of another office: its territory or kind is not yours.")
    ):
        actions.decide(task, Outcome.APPROVE, by=stranger)


def test_task_without_a_chain_is_handled_and_told(toy):
    city, applicant = person("433100"), office("433124")
    subject = toy.subject()
    task = actions.open_task(
        "toy",
        subject,
        by=None,
        title="投诉：短斤少两",
        subject_region=region_at("433124"),
        applicant=applicant,
        region=region_at("433100"),
        days=3,
    )
    assert task.due_on == workdays.add_workdays(timezone.localdate(), 3)
    decision = actions.decide(task, Outcome.APPROVE, by=city, words="已核实处理")
    assert toy.handled == [(subject, Outcome.APPROVE)]
    assert (decision.review, decision.organization, task.state) == (None, city.organization, TaskState.DONE)
    assert Decision.objects.count() == 1


def test_task_without_a_chain_may_wait_for_one_organization(toy):
    market = OrganizationFactory(market=True)
    task = actions.open_task(
        "toy",
        toy.subject(),
        by=person("433100"),
        title="请说明来源",
        subject_region=region_at("433100"),
        applicant=OrganizationFactory(merchant=True, parent=market),
        organization=market,
    )
    assert (task.organization, task.organization_kind, task.region_id) == (market, market.kind, "433100")
