"""Whose turn it is: climbing where a level has no office (C-05), own reports one level up, the nearest chain."""

import pytest
from django.test import override_settings

from accounts.models import Role
from organizations.models import Kind, Organization
from review import actions, queries
from review.models import Outcome, Scope, Status
from review.routing import lines
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import RegionFactory, region_at
from tests.factories.review import chain, clerk, office, open_seats, person, task_of

pytestmark = pytest.mark.django_db

OFFICE = Kind.ASSISTANCE_OFFICE


@pytest.mark.parametrize(
    ("staffed", "level", "seat"),
    [
        (["433100", "430000"], 2, "433100"),
        (["430000"], 2, "430000"),
        ([], 2, "430000"),
        (["433100"], 1, "430000"),
    ],
)
def test_county_report_climbs_to_the_nearest_office(toy, staffed, level, seat):
    for code in staffed:
        person(code)
    chain({"level": level})
    assert open_seats(toy.submit(by=clerk())) == [(seat, OFFICE)]


def test_any_of_routing_asks_the_city_where_the_county_has_no_office(toy):
    person("433100")
    chain({"level": 3})
    shop = OrganizationFactory(enterprise=True)
    owner = UserFactory(organization=shop)
    assert open_seats(toy.submit(by=owner)) == [("433100", OFFICE)]
    person("433124")
    assert open_seats(toy.submit(by=owner)) == [("433124", OFFICE)]


@pytest.mark.parametrize("empty", ["closed", "suspended", "reporters only"])
def test_office_with_nobody_who_decides_is_passed_by(toy, empty):
    reviewer = person("433100")
    if empty == "closed":
        Organization.objects.filter(pk=reviewer.organization_id).update(closed_at="2026-01-01T00:00Z")
    elif empty == "suspended":
        reviewer.is_active = False
        reviewer.suspended_at = "2026-01-01T00:00Z"
        reviewer.save()
    else:
        reviewer.role = Role.REPORTER
        reviewer.save()
    chain({"level": 2})
    assert open_seats(toy.submit(by=clerk())) == [("430000", OFFICE)]


@pytest.mark.parametrize(("own", "seat"), [("433124", "433100"), ("433100", "430000"), ("430000", "430000")])
def test_own_report_goes_one_level_up(toy, own, seat):
    for code in ("433124", "433100", "430000"):
        person(code)
    chain({"level": 2})
    assert open_seats(toy.submit(by=clerk(own))) == [(seat, OFFICE)]


def test_own_report_stays_where_another_person_is_enough(toy):
    person("433100")
    chain({"level": 2, "separation": "person"})
    assert open_seats(toy.submit(by=clerk("433100"))) == [("433100", OFFICE)]


def test_step_above_a_stood_in_one_is_not_asked_twice(toy):
    province = person("430000")
    chain({"level": 2}, {"level": 1})
    review = toy.submit(by=clerk())
    actions.decide(task_of(review), Outcome.APPROVE, by=province)
    review.refresh_from_db()
    assert review.status == Status.APPROVED


def test_stood_in_step_with_publicity_is_still_asked(toy):
    province = person("430000")
    chain({"level": 2}, {"level": 1, "publicity_days": 5})
    review = toy.submit(by=clerk())
    actions.decide(task_of(review), Outcome.APPROVE, by=province)
    actions.decide(task_of(review), Outcome.APPROVE, by=province)
    review.refresh_from_db()
    assert review.status == Status.PUBLICITY


def test_steps_of_another_kind_are_asked_at_the_same_region(toy):
    province, bureau = person("430000"), person("430000", kind=Kind.AGRICULTURE_BUREAU)
    chain({"level": 2}, {"level": 1, "organization_kind": Kind.AGRICULTURE_BUREAU})
    review = toy.submit(by=clerk())
    actions.decide(task_of(review), Outcome.APPROVE, by=province)
    assert open_seats(review) == [("430000", bureau.organization.kind)]


@pytest.mark.parametrize(
    ("applicant", "seats"), [("433124109", [("433124", OFFICE)]), ("433124", [("433100", OFFICE)])]
)
def test_step_only_for_some_levels(toy, applicant, seats):
    for code in ("433124", "433100"):
        person(code)
    chain({"level": 3, "only_for_levels": [4]}, {"level": 2})
    kind = Kind.WORK_STATION if len(applicant) == 9 else OFFICE
    review = toy.submit(by=person(applicant, Role.REPORTER, kind=kind))
    assert open_seats(review) == seats


def test_assigned_organization_decides(toy):
    operator = OrganizationFactory(kind=Kind.OPERATOR, name="平台运营商", region=region_at("430000"))
    chain({"scope": Scope.ASSIGNED})
    review = toy.submit(by=clerk(), assigned=operator)
    assert task_of(review).organization == operator


@pytest.mark.parametrize(("partner", "seat"), [("430300", "430300"), ("440000", "433100"), (None, "433100")])
def test_counterpart_is_asked_inside_the_territory(toy, partner, seat):
    person("430300")
    person("433100")
    chain({"scope": Scope.COUNTERPART, "level": 2}, {"level": 2})
    region = RegionFactory(province=True) if partner == "440000" else partner and region_at(partner)
    review = toy.submit(by=clerk(), partner_region=region)
    assert open_seats(review) == [(seat, OFFICE)]


def test_lines_end_at_the_root(hunan):
    town, city = hunan["433124109"], hunan["433100"]
    found = lines([town, city])
    assert [region.pk for region in found["433124109"]] == ["433124109", "433124", "433100", "430000"]
    with override_settings(ROOT_REGION="433100"):
        assert [region.pk for region in lines([town])["433124109"]] == ["433124109", "433124", "433100"]


def test_lines_cost_one_query(hunan, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines([hunan["433124"], hunan["433122"], hunan["430121"]])


def test_nearest_chain_wins(toy):
    chain({"level": 1}, title="全省")
    chain({"level": 2}, region="433100", title="湘西")
    assert queries.chain_for("toy", region_at("433124")).title == "湘西"
    assert queries.chain_for("toy", region_at("430121")).title == "全省"


def test_no_chain_names_what_to_do(toy):
    with pytest.raises(LookupError, match="load_reference"):
        queries.chain_for("toy", region_at("433124"))


def test_running_review_keeps_its_version(toy):
    city, _province = person("433100"), person("430000")
    chain({"level": 2})
    running = toy.submit(by=clerk())
    chain({"level": 1})
    actions.decide(task_of(running), Outcome.APPROVE, by=city)
    running.refresh_from_db()
    assert running.status == Status.APPROVED
    assert open_seats(toy.submit(by=clerk())) == [("430000", OFFICE)]


def test_closed_office_moves_its_tasks_up(toy):
    city, province = person("433100"), person("430000", Role.ADMINISTRATOR)
    chain({"level": 2})
    review = toy.submit(by=clerk())
    actions.claim_task(task_of(review), by=city)
    from organizations.actions import close_organization

    close_organization(city.organization, by=province)
    task = task_of(review)
    assert (task.region_id, task.claimed_by) == ("430000", None)
    actions.decide(task, Outcome.APPROVE, by=province)


def test_task_without_a_chain_moves_up_too(toy):
    city, province = person("433100"), person("430000", Role.ADMINISTRATOR)
    task = actions.open_task(
        "toy",
        toy.subject(),
        by=None,
        title="投诉",
        subject_region=region_at("433124"),
        applicant=office("433124"),
        region=region_at("433100"),
    )
    from organizations.actions import close_organization

    close_organization(city.organization, by=province)
    task.refresh_from_db()
    assert task.region_id == "430000"


def test_closed_parent_hands_over_to_its_territory(toy):
    person("433100")
    market = OrganizationFactory(market=True)
    merchant = UserFactory(organization=OrganizationFactory(merchant=True, parent=market))
    UserFactory(organization=market, role=Role.ADMINISTRATOR)
    chain({"scope": Scope.PARENT})
    review = toy.submit(by=merchant)
    Organization.objects.filter(pk=market.pk).update(closed_at="2026-01-01T00:00Z")
    assert actions.reroute_stranded_tasks() == 1
    task = task_of(review)
    assert (task.organization, task.organization_kind, task.region_id) == (None, OFFICE, "433100")


def test_stranded_tasks_move_once(toy):
    city = person("433100")
    person("430000")
    chain({"level": 2})
    review, staying = toy.submit(by=clerk()), toy.submit(by=clerk("433122"))
    city.role = Role.REPORTER
    city.save()
    assert actions.reroute_stranded_tasks() == 2
    assert actions.reroute_stranded_tasks() == 0
    assert open_seats(review) == open_seats(staying) == [("430000", OFFICE)]


def test_tasks_of_a_staffed_office_stay(toy, django_assert_num_queries):
    person("433100")
    chain({"level": 2})
    review = toy.submit(by=clerk())
    assert actions.reroute_stranded_tasks() == 0
    assert open_seats(review) == [("433100", OFFICE)]


def test_timers_ask_for_publicity_and_stranded_tasks():
    from core import clock

    asked = {timer.name: timer.function for timer in clock.registered() if timer.name.startswith("review.")}
    assert asked == {
        "review.advance_publicity": actions.advance_publicity,
        "review.reroute_stranded_tasks": actions.reroute_stranded_tasks,
    }
