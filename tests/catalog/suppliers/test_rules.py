"""Who may apply: role × approval × blacklist × papers."""

import datetime

import pytest
from django.utils import timezone

from accounts.models import Role
from catalog.suppliers import queries, rules
from catalog.suppliers.facts import PaperKind
from catalog.suppliers.models import SupplierPolicy
from tests.factories.accounts import UserFactory
from tests.factories.regions import region_at
from tests.factories.suppliers import supplier, supplier_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("traits", "sentence"),
    [
        ({"approved": True}, None),
        ({"natural_person": True}, None),
        ({"lapsing": [PaperKind.BUSINESS_LICENCE]}, None),
        ({}, "平台运营商还没有通过该供应商的入驻审核"),
        ({"approved": True, "barred": True}, "不得进入目录"),
        ({"lapsed": [PaperKind.BUSINESS_LICENCE]}, "营业执照”已于"),
        ({"lapsed": [PaperKind.QUALITY_REPORT]}, "质量安全检测合格报告”已于"),
        ({"without": [PaperKind.LEGAL_ID]}, "企业法人身份证”还没有提交"),
    ],
)
def test_can_apply_says_why_not(traits, sentence):
    verdict = rules.can_apply(supplier_person(**traits))
    assert bool(verdict) is (sentence is None)
    assert verdict.ok or sentence in str(verdict.sentence)
    assert rules.can_publish_ordinary(supplier_person(**traits)).ok == verdict.ok


@pytest.mark.parametrize("role", Role)
def test_can_apply_by_role(role):
    verdict = rules.can_apply(supplier_person(role, approved=True))
    assert bool(verdict) is (role in {Role.ADMINISTRATOR, Role.REPORTER})


def test_can_apply_is_for_suppliers():
    assert "供应商" in str(rules.can_apply(UserFactory(administrator=True)).sentence)


def test_standing_of_a_lapsing_paper_warns_without_blocking():
    organization = supplier(lapsing=[PaperKind.BUSINESS_LICENCE])
    standing = queries.standing(organization)
    assert [paper.kind for paper in standing.lapsing] == [PaperKind.BUSINESS_LICENCE]
    assert (standing.lapsed, standing.blocking, standing.missing) == ([], [], [])
    later = queries.standing(organization, timezone.localdate() + datetime.timedelta(days=11))
    assert [paper.kind for paper in later.blocking] == [PaperKind.BUSINESS_LICENCE]


def test_standing_of_a_new_supplier_names_what_is_missing():
    standing = queries.standing(supplier())
    assert not standing.is_approved
    assert standing.missing == [
        PaperKind.BUSINESS_LICENCE,
        PaperKind.LEGAL_ID,
        PaperKind.PRODUCTION_LICENCE,
    ]


def test_natural_persons_only_where_the_nearest_region_allows():
    county = region_at("433124")
    assert not queries.allows_natural_persons(county)
    SupplierPolicy.objects.create(region=region_at("430000"), allows_natural_persons=True)
    assert queries.allows_natural_persons(county)
    SupplierPolicy.objects.create(region=region_at("433100"), allows_natural_persons=False)
    assert not queries.allows_natural_persons(county)
