"""Open, rename, complete the name, close: permitted, refused, wrong state, the database's own promises."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from core.errors import Conflict, Refused
from core.models import Record
from organizations import actions, rules
from organizations.models import Kind, Organization
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db
CODE = "91110000600037341L"  # a code that fulfils its check character


@pytest.fixture
def city():
    return UserFactory(administrator=True, organization=OrganizationFactory(city_office=True))


def opened(by, **changes):
    given = {"name": "吉首大市场", "kind": Kind.WHOLESALE_MARKET, "region": region_at("433100")} | changes
    return actions.open_organization(by=by, **given)


def test_open_organization(city):
    market = opened(city, name="  吉首  大市场 ", uscc=CODE.lower())
    assert (market.name, market.uscc, market.is_active) == ("吉首 大市场", CODE, True)
    record = Record.objects.get()
    assert (record.verb, record.actor, record.region_id) == ("organization.open", city, "433100")


def test_open_organization_by_the_system():
    assert opened(None).pk


@pytest.mark.parametrize("uscc", ["9", "91110000600037341X", CODE + "1"])
def test_open_with_a_code_that_is_none(city, uscc):
    with pytest.raises(ValidationError) as caught:
        opened(city, uscc=uscc)
    assert caught.value.code == "uscc"


@pytest.mark.parametrize("name", ["", "一", "长" * 121])
def test_open_with_a_name_that_is_none(city, name):
    with pytest.raises(ValidationError):
        opened(city, name=name)


def test_open_with_a_taken_code_is_a_conflict(city):
    opened(city, uscc=CODE)
    with pytest.raises(Conflict, match="统一社会信用代码"):
        opened(city, name="别的市场", uscc=CODE)


def test_open_an_office_twice_is_a_conflict(city):
    OrganizationFactory(county_office=True)
    with pytest.raises(Conflict, match="花垣县已有“扶贫办”"):
        opened(city, kind=Kind.ASSISTANCE_OFFICE, region=region_at("433124"))


def test_open_a_chain_twice_in_a_prefecture_is_a_conflict(city):
    opened(city, kind=Kind.CHAIN)
    with pytest.raises(Conflict):
        opened(city, kind=Kind.CHAIN)


def test_open_an_office_again_after_it_was_closed(city):
    OrganizationFactory(county_office=True, closed_at=city.date_joined)
    assert opened(city, kind=Kind.ASSISTANCE_OFFICE, region=region_at("433124")).is_active


@pytest.mark.parametrize(
    ("kind", "region", "sentence"),
    [
        (Kind.CHAIN, "433124", "层级不符"),
        (Kind.CHAIN, "430000", "层级不符"),
        (Kind.ECOMMERCE_PLATFORM, "430000", "层级不符"),
        (Kind.WORK_STATION, "433124", "层级不符"),
        (Kind.ASSISTANCE_OFFICE, "433124109", "层级不符"),
        (Kind.MERCHANT, "433100", "只能开设在“批发市场”之下"),
        (Kind.STORE, "433100", "只能开设在“连锁商超”之下"),
    ],
)
def test_open_what_does_not_fit(kind, region, sentence):
    with pytest.raises(Refused, match=sentence):
        opened(None, kind=kind, region=region_at(region))


def test_open_an_office_outside_the_root_is_refused():
    from tests.factories.regions import RegionFactory

    with pytest.raises(Refused, match="不在本站管辖范围内"):
        opened(None, kind=Kind.ASSISTANCE_OFFICE, region=RegionFactory(province=True))


def test_open_a_member_under_the_wrong_kind_elsewhere_or_closed(city):
    market = OrganizationFactory(market=True)
    with pytest.raises(Refused, match="只能开设在“连锁商超”之下"):
        opened(None, kind=Kind.STORE, parent=market)
    with pytest.raises(Refused, match="不在吉首农产品批发市场的范围内"):
        opened(None, kind=Kind.MERCHANT, parent=market, region=region_at("430100"))
    with pytest.raises(Refused, match="没有所属单位"):
        opened(None, kind=Kind.ENTERPRISE, parent=market)
    closed = OrganizationFactory(market=True, closed_at=city.date_joined)
    with pytest.raises(Conflict, match="已关闭"):
        opened(None, kind=Kind.MERCHANT, parent=closed)


@pytest.mark.parametrize(
    ("unit", "role", "region", "expected"),
    [
        ("city_office", "administrator", "433100", True),
        ("city_office", "administrator", "433124", True),
        ("city_office", "administrator", "430100", False),
        ("city_office", "reviewer", "433100", False),
        ("province_office", "administrator", "430100", True),
        ("county_office", "administrator", "433100", False),
        ("bureau", "administrator", "433124", False),
        ("enterprise", "administrator", "433124", False),
    ],
)
def test_who_is_over_a_region(unit, role, region, expected):
    by = UserFactory(organization=OrganizationFactory(**{unit: True}), role=role)
    assert rules.can_open(by, kind=Kind.WHOLESALE_MARKET, region=region_at(region)).ok == expected


# (whose organization closes or renames which, may close, may rename)
ABOVE = [
    ("city_office", "county_office", True, True),
    ("city_office", "market", True, True),
    ("city_office", "enterprise", True, True),
    ("city_office", "province_office", False, False),
    ("county_office", "bureau", True, True),
    ("county_office", "work_station", True, True),
    ("county_office", "city_office", False, False),
    ("county_office", "market", False, False),
    ("province_office", "city_office", True, True),
    ("bureau", "county_office", False, False),
    ("enterprise", "supplier", False, False),
]


@pytest.mark.parametrize(("unit", "other", "may_close", "may_rename"), ABOVE)
def test_who_closes_and_renames(unit, other, may_close, may_rename):
    by = UserFactory(administrator=True, organization=OrganizationFactory(**{unit: True}))
    organization = OrganizationFactory(**{other: True})
    assert rules.can_close(by, organization).ok == may_close
    assert rules.can_rename(by, organization).ok == may_rename


@pytest.mark.parametrize(("parent", "member"), [("market", "merchant"), ("chain", "store")])
def test_parent_closes_and_renames_its_members(parent, member):
    organization = OrganizationFactory(**{member: True})
    by = UserFactory(administrator=True, organization=organization.parent)
    stranger = UserFactory(administrator=True, organization=OrganizationFactory(**{parent: True}))
    assert rules.can_close(by, organization)
    assert rules.can_rename(by, organization)
    assert not rules.can_close(stranger, organization)
    assert not rules.can_rename(stranger, organization)


def test_close_ends_it_and_tells_the_floors_above(city, monkeypatch):
    told = []
    monkeypatch.setattr(actions, "_after_close", [lambda organization, by: told.append((organization, by))])
    market = OrganizationFactory(market=True)
    closed = actions.close_organization(market, by=city)
    assert closed.closed_at is not None
    assert told == [(closed, city)]
    assert Record.objects.get().verb == "organization.close"


def test_close_is_undone_when_a_floor_above_fails(city, monkeypatch):
    def fail(organization, by):
        raise Conflict("x")

    monkeypatch.setattr(actions, "_after_close", [fail])
    market = OrganizationFactory(market=True)
    with pytest.raises(Conflict):
        actions.close_organization(market, by=city)
    market.refresh_from_db()
    assert market.is_active


def test_close_twice_is_a_conflict(city):
    market = OrganizationFactory(market=True)
    actions.close_organization(market, by=city)
    with pytest.raises(Conflict, match="已经关闭"):
        actions.close_organization(market, by=city)


def test_close_ones_own_is_refused(city):
    with pytest.raises(Refused, match="不能关闭自己的单位"):
        actions.close_organization(city.organization, by=city)


def test_close_a_market_with_merchants_is_refused(city):
    merchant = OrganizationFactory(merchant=True)
    with pytest.raises(Refused, match="先关闭"):
        actions.close_organization(merchant.parent, by=city)


def test_rename_keeps_the_old_name_on_record(city):
    market = actions.rename_organization(OrganizationFactory(market=True), by=city, name="吉首新市场")
    assert market.name == "吉首新市场"
    assert Record.objects.get().details == {"before": "吉首农产品批发市场"}


def test_rename_of_a_closed_one_is_a_conflict(city):
    with pytest.raises(Conflict):
        actions.rename_organization(
            OrganizationFactory(market=True, closed_at=city.date_joined), by=city, name="新市场"
        )


def test_enterprise_renames_itself_and_a_market_does_not():
    enterprise = UserFactory(administrator=True, organization=OrganizationFactory(enterprise=True))
    market = UserFactory(administrator=True, organization=OrganizationFactory(market=True))
    assert rules.can_rename(enterprise, enterprise.organization)
    assert not rules.can_rename(market, market.organization)


def test_complete_name_once_by_its_own_people():
    merchant = OrganizationFactory(merchant=True, is_name_final=False)
    own = UserFactory(organization=merchant)
    stranger = UserFactory(organization=OrganizationFactory(merchant=True))
    with pytest.raises(Refused, match="只有本单位人员"):
        actions.complete_name(merchant, by=stranger, name="湘西粮油总店")
    assert actions.complete_name(merchant, by=own, name="湘西粮油总店").name == "湘西粮油总店"
    with pytest.raises(Conflict, match="已经完善"):
        actions.complete_name(merchant, by=own, name="又一个名称")


@pytest.mark.parametrize("unit", ["market", "enterprise"])
def test_suspended_or_closed_people_do_nothing(unit, city):
    suspended = UserFactory(administrator=True, suspended=True, organization=city.organization)
    assert not rules.can_close(suspended, OrganizationFactory(**{unit: True}))
    closed = OrganizationFactory(province_office=True, closed_at=city.date_joined)
    assert not rules.can_close(
        UserFactory(administrator=True, organization=closed), OrganizationFactory(**{unit: True})
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.MERCHANT, "parent": None},
        {"kind": Kind.ASSISTANCE_OFFICE, "region_id": "433124"},
        {"uscc": CODE},
    ],
)
def test_database_refuses(changes):
    OrganizationFactory(county_office=True, uscc=CODE)
    enterprise = OrganizationFactory()
    with pytest.raises(IntegrityError):
        Organization.objects.filter(pk=enterprise.pk).update(**changes)


def test_database_refuses_a_parent_where_none_belongs():
    enterprise, market = OrganizationFactory(), OrganizationFactory(market=True)
    with pytest.raises(IntegrityError):
        Organization.objects.filter(pk=enterprise.pk).update(parent=market)


def test_bar_and_its_lifting_are_facts_with_a_record():
    supplier = OrganizationFactory(supplier=True)
    until = datetime.date(2031, 12, 31)
    assert actions.bar_organization(supplier, until, by=None).barred_until == until
    assert actions.lift_bar(supplier, by=None).barred_until is None
    actions.lift_bar(supplier, by=None)
    verbs = list(Record.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["organization.bar", "organization.lift_bar"]
