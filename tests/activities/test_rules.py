"""Truth tables: role × state × territory, and what makes a report whole and possible."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from accounts.models import Role
from activities import rules
from activities.measures import KEYS
from activities.states import VersionState
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.activities import ReportFactory, ground, person

pytestmark = pytest.mark.django_db

TRAITS = {
    VersionState.DRAFT: {},
    VersionState.SUBMITTED: {"submitted": True},
    VersionState.RETURNED: {"returned": True},
    VersionState.APPROVED: {"approved": True},
    VersionState.SUPERSEDED: {"corrected": True},
    VersionState.WITHDRAWN: {"withdrawn": True},
    VersionState.REVOKED: {"revoked": True},
}
EDIT = {VersionState.DRAFT, VersionState.RETURNED}
RULES = {
    rules.can_edit: EDIT,
    rules.can_submit: EDIT,
    rules.can_discard: {VersionState.DRAFT},
    rules.can_withdraw: {VersionState.SUBMITTED, VersionState.RETURNED},
}


def version_in(state):
    """A version of 花垣县's office in this state."""
    version = ReportFactory(**TRAITS[state])
    return version.page.versions.get(number=1) if state == VersionState.SUPERSEDED else version


@pytest.mark.parametrize("state", TRAITS)
def test_rules_by_state_and_territory(state):
    version = version_in(state)
    assert version.state == state
    own = version.created_by
    elsewhere = person("433127")
    above = person("433100", Role.REPORTER)
    for rule, states in RULES.items():
        assert bool(rule(own, version)) is (state in states), rule.__name__
        assert bool(rule(elsewhere, version)) is False, rule.__name__
        assert bool(rule(above, version)) is False, rule.__name__


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (Role.ADMINISTRATOR, Kind.ASSISTANCE_OFFICE, True),
        (Role.REPORTER, Kind.ASSISTANCE_OFFICE, True),
        (Role.REVIEWER, Kind.ASSISTANCE_OFFICE, False),
        (Role.EDITOR, Kind.ASSISTANCE_OFFICE, False),
        (Role.ADMINISTRATOR, Kind.AGRICULTURE_BUREAU, False),
        (Role.REPORTER, Kind.SUPPLIER, False),
        (Role.REPORTER, Kind.WHOLESALE_MARKET, False),
        (Role.REPORTER, Kind.ENTERPRISE, False),
    ],
)
def test_can_report_by_role_and_kind(role, kind, may):
    ground()
    assert bool(rules.can_report(person("433100", role, kind))) is may


def test_can_report_at_a_work_station():
    ground()
    assert bool(rules.can_report(person("433124109", Role.REPORTER, Kind.WORK_STATION))) is True


def test_can_report_refused_to_the_suspended_the_closed_and_the_system():
    ground()
    closed = person("433122")
    closed.organization.closed_at = timezone.now()
    users = [UserFactory(suspended=True), closed, UserFactory(system=True)]
    assert [bool(rules.can_report(user)) for user in users] == [False, False, False]


SEES = [
    # who, and whether they see: draft, submitted, approved
    (("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE), (True, True, True)),
    (("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE), (True, True, True)),
    (("433100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE), (False, True, True)),
    (("433100", Role.REPORTER, Kind.ASSISTANCE_OFFICE), (False, False, False)),
    (("430000", Role.REVIEWER, Kind.ASSISTANCE_OFFICE), (False, True, True)),
    (("433127", Role.REVIEWER, Kind.ASSISTANCE_OFFICE), (False, False, False)),
    (("430100", Role.REVIEWER, Kind.ASSISTANCE_OFFICE), (False, False, False)),
    (("433100", Role.REVIEWER, Kind.AGRICULTURE_BUREAU), (False, False, False)),
    (("433100", Role.ADMINISTRATOR, Kind.WHOLESALE_MARKET), (False, False, False)),
]


@pytest.mark.parametrize(("who", "seen"), SEES)
def test_can_see_by_role_state_and_territory(who, seen):
    ground()
    versions = [ReportFactory(), ReportFactory(submitted=True), ReportFactory(approved=True)]
    user = person(*who)
    assert tuple(bool(rules.can_see(user, version)) for version in versions) == seen


def test_can_see_refused_to_the_suspended():
    version = ReportFactory()
    assert (
        bool(rules.can_see(UserFactory(organization=version.organization, suspended=True), version)) is False
    )


@pytest.mark.parametrize("trait", ["approved", "revoked", "withdrawn"])
def test_can_correct_when_nothing_is_in_work(trait):
    version = ReportFactory(**{trait: True})
    assert bool(rules.can_correct(version.created_by, version.page)) is True
    assert bool(rules.can_correct(person("433127"), version.page)) is False


TOMORROW = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "  "}, "title"),
        ({"body": ""}, "body"),
        ({"kind_id": None}, "kind"),
        ({"started_on": None}, "started_on"),
        ({"ended_on": None}, "ended_on"),
        ({"started_on": datetime.date(2002, 9, 1)}, "started_on"),
        ({"region_id": None}, "region"),
        ({"region_id": "433127"}, "region"),
        ({"region_id": "433100"}, "region"),
        ({"partner_region_id": "433124"}, "partner_region"),
        ({"partner_region_id": "430000"}, "partner_region"),
        ({"trade_amount": Decimal("100000000001")}, "trade_amount"),
        ({"sales_amount": Decimal("100000000001")}, "sales_amount"),
        *(({key: rules.MAX_COUNT + 1}, key) for key in KEYS if key != "sales_amount"),
    ],
)
def test_problem_is_told_at_its_field(changed, field):
    assert list(rules.problems(ReportFactory(**changed))) == [field]


@pytest.mark.parametrize(
    "changed",
    [
        {"region_id": "433124109"},
        {"partner_region_id": "430300"},
        {"sales_amount": None, "people_covered": None, "matchmaking_events": None},
        {"sales_amount": Decimal("100000000000")},
        {"people_covered": rules.MAX_COUNT},
        {"started_on": datetime.date(2020, 9, 16)},
    ],
)
def test_whole_and_possible_reports_have_no_problem(changed):
    assert rules.problems(ReportFactory(**changed)) == {}


def test_last_day_is_today_at_the_latest():
    today = timezone.localdate()
    with translation.override("en"):
        assert rules.problems(ReportFactory(ended_on=today)) == {}
        assert rules.problems(ReportFactory(ended_on=today + TOMORROW)) == {
            "ended_on": ["The last day lies in the future: report when the activity is over."]
        }
