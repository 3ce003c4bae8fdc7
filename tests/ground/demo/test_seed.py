"""The demo as a whole: who is in it, that it goes as it came, and that it never comes where it must not."""

import io
import random
import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Role, User
from activities import reference
from demo import bulk, clearing, clock, library, people, reports, seed, words
from organizations.models import Kind, Organization
from regions.models import Level
from regions.reference import region_rows
from tests.factories.accounts import UserFactory
from tests.factories.activities import activity_index, chain_in_force
from tests.factories.organizations import OrganizationFactory


def test_people_have_numbers_that_no_operator_has(province):
    numbers = User.objects.values_list("phone", flat=True)
    assert all(re.fullmatch(r"100\d{8}", number) for number in numbers)
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}
    assert set(Organization.objects.values_list("is_demo", flat=True)) == {True}


def test_every_role_and_kind_of_organization_is_there(province):
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    assert set(Organization.objects.values_list("kind", flat=True)) == {
        Kind.ASSISTANCE_OFFICE,
        Kind.WORK_STATION,
        Kind.WHOLESALE_MARKET,
        Kind.MERCHANT,
        Kind.CHAIN,
        Kind.STORE,
        Kind.ECOMMERCE_PLATFORM,
        Kind.ENTERPRISE,
        Kind.BUDGET_UNIT,
        Kind.SUPPLIER,
    }


def test_every_office_has_somebody_who_reports(province):
    for office in province.offices.values():
        assert office.reporter.organization == office.organization


def _counts():
    """Rows by model, without what Django and Wagtail write down for themselves on the way; versions only ever grow."""
    own = {
        "contenttypes.ContentType",
        "auth.Group",
        "wagtailcore.ModelLogEntry",
        "accounts.AccountSettings",
        "core.VersionStep",
    }
    models = [model for model in apps.get_models() if model._meta.label not in own]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_clearing_leaves_what_was_there_before(hunan, month):
    activity_index()
    chain_in_force()
    reference.load(lambda *told: None)
    real = UserFactory(organization=OrganizationFactory())
    before = _counts()
    province = people.open_province(random.Random(3))
    shared = {
        "rng": province.rng,
        "province": province,
        "kinds": seed.kinds_by_story(),
        "partners": seed.partners(),
        "pictures": library.stock_pictures(),
    }
    reports.play(reports.Stage(**shared), dict.fromkeys(reports.SCRIPTS, 1), first=month[0], last=month[1])
    bulk.generate_reports(20, between=month, **shared)

    clearing.clear()

    assert _counts() == before
    assert User.objects.filter(pk=real.pk).exists()


def test_seed_is_refused_where_demo_numbers_mean_nothing(settings, db):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_second_seed_changes_nothing(province):
    seed._leave_mark(province, seed.Seeded())
    before, said = _counts(), io.StringIO()
    call_command("seed_demo", stdout=said)
    assert "there already" in said.getvalue()
    assert _counts() == before


def test_sign_ins_name_one_person_per_kind_level_and_role(province):
    said = io.StringIO()
    call_command("sign_ins", address="http://127.0.0.1:8000/", stdout=said)
    numbers = re.findall(r"100\d{8}", said.getvalue())
    kinds = {
        (u.organization and (u.organization.kind, u.organization.region.level), u.role)
        for u in User.objects.all()
    }
    assert len(numbers) == len(set(numbers)) == len(kinds)
    assert province.offices[people.SHOWN_COUNTY].reporter.phone in numbers


def test_clock_moves_now_and_comes_back():
    with clock.at(datetime(2020, 9, 1, 8, tzinfo=UTC)):
        assert timezone.localdate().isoformat() == "2020-09-01"
    assert timezone.now().year >= 2026


@pytest.mark.parametrize(
    ("product", "picture"),
    [
        ("金井绿茶", "tea"),
        ("崀山脐橙", "oranges"),
        ("临武鸭", "poultry-and-eggs"),
        ("桐油", "mountain-goods"),
    ],
)
def test_product_goes_with_a_picture_that_is_there(product, picture):
    assert words.looks_like(product) == picture
    assert picture in words.picture_names()


def test_every_county_with_products_is_a_county_of_the_tables():
    counties = {row[0] for row in region_rows() if row[2] == Level.COUNTY}
    assert set(words.specialities()) - counties == set()
