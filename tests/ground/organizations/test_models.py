"""Querysets in adjectives."""

import pytest
from django.utils import timezone

from organizations.models import Organization
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db


def test_within_goes_down_the_tree_without_a_join():
    county, station = OrganizationFactory(county_office=True), OrganizationFactory(work_station=True)
    OrganizationFactory(region=region_at("430121"))
    found = Organization.objects.within(region_at("433100"))
    assert {each.pk for each in found} == {county.pk, station.pk}
    assert "JOIN" not in str(found.query)


def test_active_leaves_the_closed_out():
    open_one = OrganizationFactory()
    OrganizationFactory(closed_at=timezone.now())
    assert list(Organization.objects.active()) == [open_one]


def test_offices_are_public_bodies():
    offices = {OrganizationFactory(**{unit: True}).pk for unit in ("county_office", "bureau", "work_station")}
    OrganizationFactory(market=True)
    assert {each.pk for each in Organization.objects.offices()} == offices
