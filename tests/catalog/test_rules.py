"""Who may decide about the directory: the whole truth table, each refusal with its sentence."""

import pytest

from accounts.models import Role
from catalog import rules
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory, person, supplier

pytestmark = pytest.mark.django_db

OFFICE, BUREAU, STATION = Kind.ASSISTANCE_OFFICE, Kind.AGRICULTURE_BUREAU, Kind.WORK_STATION
TERRITORY, ROLE, OFFICES = "产地不在贵单位的管辖范围内", "只能由审核员或管理员", "只能由扶贫办"
HIGHEST = "只能由本站最高一级"


@pytest.mark.parametrize(
    ("kind", "code", "role", "ordinary", "certified"),
    [
        (OFFICE, "433124", Role.REVIEWER, "", HIGHEST),
        (OFFICE, "433124", Role.ADMINISTRATOR, "", HIGHEST),
        (OFFICE, "433124", Role.REPORTER, ROLE, ROLE),
        (OFFICE, "433124", Role.EDITOR, ROLE, ROLE),
        (OFFICE, "433122", Role.REVIEWER, TERRITORY, TERRITORY),
        (OFFICE, "433100", Role.REVIEWER, "", HIGHEST),
        (OFFICE, "430100", Role.ADMINISTRATOR, TERRITORY, TERRITORY),
        (OFFICE, "430000", Role.REVIEWER, "", ""),
        (OFFICE, "430000", Role.ADMINISTRATOR, "", ""),
        (OFFICE, "430000", Role.REPORTER, ROLE, ROLE),
        (OFFICE, "430000", Role.EDITOR, ROLE, ROLE),
        (BUREAU, "433124", Role.REVIEWER, OFFICES, OFFICES),
        (STATION, "433124109", Role.REVIEWER, OFFICES, OFFICES),
        (Kind.ENTERPRISE, "433124", Role.ADMINISTRATOR, OFFICES, OFFICES),
    ],
)
@pytest.mark.parametrize("can", [rules.can_list, rules.can_delist, rules.can_relist])
def test_territory_level_and_role(can, kind, code, role, ordinary, certified, hunan):
    traits = {rules.can_list: {}, rules.can_delist: {"listed": True}, rules.can_relist: {"delisted": True}}[
        can
    ]
    by = person(code, role, kind)
    for is_certified, sentence in ((False, ordinary), (True, certified)):
        verdict = can(by, ProductFactory(certified=is_certified, **traits))
        assert bool(verdict) is (sentence == "")
        assert sentence in str(verdict.sentence)


def test_suppliers_never_decide_about_themselves(hunan):
    by = UserFactory(organization=supplier(), role=Role.ADMINISTRATOR)
    assert "供应商不能决定自己的产品" in str(rules.can_list(by, ProductFactory()).sentence)


def test_an_office_that_supplies_decides_not_about_its_own(hunan):
    by = person("433124", Role.ADMINISTRATOR)
    product = ProductFactory(supplier_id=by.organization_id)
    assert "供应商不能决定自己的产品" in str(rules.can_list(by, product).sentence)


def test_the_system_administrator_decides_nothing(hunan):
    assert "系统管理员" in str(rules.can_list(UserFactory(system=True), ProductFactory()).sentence)


def test_suspended_accounts_decide_nothing(hunan):
    by = UserFactory(suspended=True, role=Role.REVIEWER)
    assert "停用" in str(rules.can_list(by, ProductFactory()).sentence)


@pytest.mark.parametrize(
    ("trait", "can_list", "can_delist", "can_relist"),
    [
        ({}, True, False, False),
        ({"listed": True}, False, True, False),
        ({"expired": True}, False, False, True),
        ({"delisted": True}, False, False, True),
        ({"relisted": True}, False, True, False),
    ],
)
def test_each_verb_starts_where_its_arrow_begins(trait, can_list, can_delist, can_relist, hunan):
    by, product = person("433124", Role.REVIEWER), ProductFactory(**trait)
    found = [bool(can(by, product)) for can in (rules.can_list, rules.can_delist, rules.can_relist)]
    assert found == [can_list, can_delist, can_relist]


@pytest.mark.parametrize(
    ("kind", "code", "sees"),
    [
        (OFFICE, "433124", True),
        (OFFICE, "433100", True),
        (OFFICE, "430000", True),
        (OFFICE, "433122", False),
        (BUREAU, "433124", False),
        (Kind.ENTERPRISE, "433124", False),
    ],
)
def test_who_sees_a_product_at_the_desk(kind, code, sees, hunan):
    assert rules.can_see(person(code, kind=kind), ProductFactory()) is sees


def test_a_supplier_sees_its_own(hunan):
    own, other = supplier(), supplier("另一家合作社")
    product = ProductFactory(supplier_id=own.pk)
    assert rules.can_see(UserFactory(organization=own), product)
    assert not rules.can_see(UserFactory(organization=other), product)
