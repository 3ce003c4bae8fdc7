"""The truth table of B04-B21: opener × role × kind × level × territory × target."""

import pytest

from accounts.models import AccountSettings, Role
from accounts.rules import (
    Target,
    can_hand_over,
    can_manage,
    can_open_account,
    can_open_accounts,
    can_resume,
    can_suspend,
    can_use_password,
    openings_of,
)
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db

# Opener → the trait of their organization; all are administrators but merchants and stores, who only report.
OPENERS = {
    "system": "",
    "province": "province_office",
    "city": "city_office",
    "county": "county_office",
    "market": "market",
    "chain": "chain",
    "platform": "platform",
    "enterprise": "enterprise",
    "bureau": "bureau",
    "station": "work_station",
    "merchant": "merchant",
    "store": "store",
}

ALL = "administrator reviewer reporter"
NONE = ""
# Target: kind and region; then the roles each opener may open there, no opener that is not named.
# 430000 湖南, 430100 长沙, 433100 湘西, 433124 花垣县 (of 湘西), 433127 永顺县 (of 湘西), 430121 长沙县, …109 花垣镇.
TABLE = [
    (Kind.ASSISTANCE_OFFICE, "430000", {"system": "administrator"}),
    (Kind.ASSISTANCE_OFFICE, "433100", {"system": "administrator", "province": ALL}),
    (Kind.ASSISTANCE_OFFICE, "430100", {"system": "administrator", "province": ALL}),
    (Kind.ASSISTANCE_OFFICE, "433127", {"system": "administrator", "city": ALL}),
    (Kind.ASSISTANCE_OFFICE, "430121", {"system": "administrator"}),
    (Kind.WORK_STATION, "433124109", {"city": ALL, "county": ALL}),
    (Kind.AGRICULTURE_BUREAU, "430000", {"province": ALL}),
    (Kind.AGRICULTURE_BUREAU, "433100", {"province": ALL, "city": ALL}),
    (Kind.AGRICULTURE_BUREAU, "433124", {"city": ALL, "county": ALL}),
    (Kind.AGRICULTURE_BUREAU, "433127", {"city": ALL}),
    (Kind.WHOLESALE_MARKET, "430000", {"province": "administrator"}),
    (Kind.WHOLESALE_MARKET, "433100", {"province": "administrator", "city": "administrator"}),
    (Kind.WHOLESALE_MARKET, "433124", {"province": "administrator", "city": "administrator"}),
    (Kind.WHOLESALE_MARKET, "430100", {"province": "administrator"}),
    (Kind.CHAIN, "433100", {"province": "administrator", "city": "administrator"}),
    (Kind.CHAIN, "430100", {"province": "administrator"}),
    (Kind.ECOMMERCE_PLATFORM, "433100", {"province": "administrator", "city": "administrator"}),
    (Kind.ECOMMERCE_PLATFORM, "430100", {"province": "administrator"}),
    (Kind.OPERATOR, "430000", {"province": ALL}),
    (
        Kind.PRODUCTION_BASE,
        "433124",
        {"province": "administrator", "city": "administrator", "county": "administrator"},
    ),
    (Kind.ENTERPRISE, "433124", {}),
    (Kind.BUDGET_UNIT, "433124", {}),
    (Kind.SUPPLIER, "433124", {}),
]


def make(name):
    """A person of that kind of opener."""
    if name == "system":
        return UserFactory(system=True)
    role = Role.REPORTER if name in {"merchant", "store"} else Role.ADMINISTRATOR
    return UserFactory(organization=OrganizationFactory(**{OPENERS[name]: True}), role=role)


def roles_opened(by, target):
    """The roles whose opening is not refused; every refusal must have its sentence."""
    verdicts = {role.value: can_open_account(by, target=target, role=role) for role in Role}
    assert all(verdict.sentence for verdict in verdicts.values() if not verdict)
    return {role for role, verdict in verdicts.items() if verdict}


@pytest.mark.parametrize(("kind", "region", "allowed"), TABLE)
@pytest.mark.parametrize("opener", OPENERS)
def test_who_opens_what_in_a_new_organization(opener, kind, region, allowed):
    assert roles_opened(make(opener), Target(kind, region_at(region))) == set(
        allowed.get(opener, NONE).split()
    )


COLLEAGUES = {
    "province": "administrator reviewer reporter editor",
    "city": ALL,
    "county": ALL,
}


@pytest.mark.parametrize("opener", [name for name in OPENERS if name != "system"])
def test_who_opens_colleagues(opener):
    by = make(opener)
    assert roles_opened(by, Target.of(by.organization)) == set(COLLEAGUES.get(opener, NONE).split())


MEMBERS = [
    ("market", Kind.MERCHANT, "433100", "own", "reporter"),
    ("market", Kind.MERCHANT, "433124", "own", "reporter"),
    ("market", Kind.MERCHANT, "430100", "own", ""),
    ("market", Kind.MERCHANT, "433100", "other", ""),
    ("market", Kind.STORE, "433100", "own", ""),
    ("chain", Kind.STORE, "433100", "own", "reporter"),
    ("chain", Kind.STORE, "433124", "own", "reporter"),
    ("chain", Kind.STORE, "430100", "own", ""),
    ("chain", Kind.STORE, "433100", "other", ""),
    ("chain", Kind.MERCHANT, "433100", "own", ""),
    ("platform", Kind.STORE, "433100", "own", ""),
    ("platform", Kind.MERCHANT, "433100", "own", ""),
    ("enterprise", Kind.STORE, "433124", "own", ""),
    ("city", Kind.MERCHANT, "433100", "other", ""),
    ("province", Kind.STORE, "433100", "other", ""),
]


@pytest.mark.parametrize(("opener", "kind", "region", "parent", "roles"), MEMBERS)
def test_who_opens_merchants_and_stores(opener, kind, region, parent, roles):
    by = make(opener)
    parent_pk = (
        by.organization_id if parent == "own" else OrganizationFactory(market=True, name="别的市场").pk
    )
    assert roles_opened(by, Target(kind, region_at(region), parent_pk)) == set(roles.split())


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.REPORTER, Role.EDITOR])
@pytest.mark.parametrize("unit", ["province_office", "city_office", "county_office", "market", "chain"])
def test_only_administrators_open_accounts(unit, role):
    by = UserFactory(organization=OrganizationFactory(**{unit: True}), role=role)
    assert openings_of(by) == ()
    assert str(can_open_accounts(by).sentence) == "只有管理员可以开通账号，请联系本单位管理员。"


@pytest.mark.parametrize("unit", ["province_office", "city_office", "market"])
def test_suspended_administrator_opens_nothing(unit):
    by = UserFactory(organization=OrganizationFactory(**{unit: True}), administrator=True, suspended=True)
    assert openings_of(by) == ()
    assert str(can_open_accounts(by).sentence) == "该账号已停用。"


def test_county_opens_nothing_where_the_setting_is_off():
    AccountSettings.objects.update_or_create(pk=1, defaults={"county_opens_accounts": False})
    county = UserFactory(administrator=True)
    city = UserFactory(administrator=True, organization=OrganizationFactory(city_office=True))
    colleague = Target.of(county.organization)
    assert not can_open_accounts(county)
    assert not can_open_account(county, target=colleague, role=Role.REPORTER)
    assert can_open_account(city, target=colleague, role=Role.REPORTER)
    assert can_open_account(
        city, target=Target(Kind.WORK_STATION, region_at("433124109")), role=Role.REPORTER
    )


# Who manages (suspends, resumes, hands over) an account of whom.
MANAGE = [
    ("system", "province", True),
    ("system", "merchant", False),
    ("province", "city", True),
    ("province", "county", False),
    ("province", "market", True),
    ("province", "enterprise", True),
    ("city", "province", False),
    ("city", "county", True),
    ("city", "market", True),
    ("city", "chain", True),
    ("city", "platform", True),
    ("city", "station", True),
    ("city", "enterprise", True),
    ("city", "merchant", False),
    ("county", "city", False),
    ("county", "station", True),
    ("county", "bureau", True),
    ("county", "enterprise", True),
    ("county", "market", False),
    ("market", "merchant", True),
    ("market", "store", False),
    ("chain", "store", True),
    ("chain", "market", False),
    ("platform", "enterprise", False),
    ("enterprise", "enterprise", False),
    ("merchant", "market", False),
    ("bureau", "county", False),
    ("station", "county", False),
]


@pytest.mark.parametrize(("manager", "whose", "expected"), MANAGE)
def test_who_manages_whose_account(manager, whose, expected):
    user = make(whose)
    by = make(manager)
    if (manager, whose) in {("market", "merchant"), ("chain", "store")}:
        by.organization = user.organization.parent
    assert can_manage(by, user).ok == expected
    assert can_suspend(by, user).ok == expected
    assert can_hand_over(by, user).ok == expected
    assert not can_resume(by, user)


def test_city_does_not_manage_another_prefecture():
    by = make("city")
    other = OrganizationFactory(kind=Kind.ASSISTANCE_OFFICE, region=region_at("430121"), name="长沙县扶贫办")
    assert not can_manage(by, UserFactory(organization=other))
    enterprise = OrganizationFactory(region=region_at("430121"))
    assert not can_manage(by, UserFactory(organization=enterprise, administrator=True))


def test_reviewer_manages_nobody():
    by = UserFactory(reviewer=True)
    assert str(can_manage(by, UserFactory()).sentence) == "只有管理员可以管理账号，请联系本单位管理员。"


def test_nobody_suspends_themself():
    by = UserFactory(administrator=True)
    UserFactory(administrator=True)
    assert not can_suspend(by, by)


def test_last_administrator_is_suspended_only_from_above():
    last = UserFactory(administrator=True)
    colleague = UserFactory(administrator=True)
    assert can_suspend(colleague, last)
    colleague.is_active = False
    colleague.suspended_at = last.date_joined
    colleague.save()
    colleague.is_active = True  # the page of a colleague who does not know yet
    type(last).objects.filter(pk=colleague.pk).update(is_active=False)
    assert not can_suspend(colleague, last)
    assert can_suspend(make("city"), last)


def test_resume_only_what_is_suspended_in_an_open_organization():
    by = make("county")
    suspended = UserFactory(suspended=True)
    assert can_resume(by, suspended)
    assert not can_suspend(by, suspended)
    assert not can_hand_over(by, suspended)
    station = OrganizationFactory(work_station=True, closed_at=by.date_joined)
    assert not can_resume(by, UserFactory(suspended=True, organization=station))


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.ADMINISTRATOR, True), (Role.REVIEWER, False), (Role.REPORTER, False)]
)
def test_only_administrators_hand_their_own_account_over(role, expected):
    user = UserFactory(role=role)
    assert can_hand_over(user, user).ok == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("system", True), ("province", True), ("county", True), ("station", True), ("bureau", True), ("market", False),
     ("enterprise", False), ("store", False)],
)  # fmt: skip
def test_password_is_for_offices(name, expected):
    assert can_use_password(make(name)).ok == expected
