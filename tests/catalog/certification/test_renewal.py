"""Renewal: when it may be asked for, what it begins with, and what it leaves (I05, I06, C-06)."""

import datetime

import pytest
from django.utils import timezone

from catalog.certification import actions, queries, rules
from catalog.certification.facts import ApplicationKind
from catalog.certification.models import Application, Certificate, Terms
from catalog.certification.queries.renewal import months_before
from catalog.certification.states import CertificateState
from catalog.models import ProductPage
from catalog.states import EventKind, Standing
from core.errors import Conflict, Refused
from tests.factories import certification as world
from tests.factories.home import site_tree
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    """A product certified under the chain of Hunan."""
    world.ground("hunan")
    site_tree()
    application = world.certified("十八洞大米")
    return ProductPage.objects.select_related("region").get(pk=application.products.get().product_id)


def ending_in(product, days):
    """The product with its last day so many days from today (negative: before)."""
    until = timezone.localdate() + datetime.timedelta(days=days)
    start = until - datetime.timedelta(days=364)
    standing = Standing.LISTED if days >= 0 else Standing.EXPIRED
    ProductPage.objects.filter(pk=product.pk).update(
        listed_until=until, listed_from=start, standing=standing, is_listed=days >= 0
    )
    product.refresh_from_db()
    return product


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ((2026, 5, 31), 3, (2026, 2, 28)),
        ((2024, 5, 31), 3, (2024, 2, 29)),
        ((2026, 1, 15), 3, (2025, 10, 15)),
        ((2026, 3, 1), 0, (2026, 3, 1)),
        ((2026, 12, 31), 6, (2026, 6, 30)),
    ],
)
def test_months_before_are_clamped(day, months, before):
    assert months_before(datetime.date(*day), months) == datetime.date(*before)


@pytest.mark.parametrize(
    ("days", "grace", "may"),
    [
        (200, 0, False),
        (100, 0, False),
        (80, 0, True),
        (0, 0, True),
        (-1, 0, False),
        (-1, 10, True),
        (-11, 10, False),
    ],
)
def test_window_opens_and_closes(product, days, grace, may):
    Terms.objects.update_or_create(region=region_at("430000"), defaults={"renewal_grace_days": grace})
    found = ending_in(product, days)
    assert bool(rules.can_renew(world.applicant(), found)) is may
    assert queries.due_for_renewal(found.supplier) == ([found] if may else [])


def test_renewal_of_another_supplier_is_refused(product):
    stranger = world.applicant("泸溪柑橘合作社", 8)
    assert "其他供应商" in str(rules.can_renew(stranger, ending_in(product, 30)).sentence)
    with pytest.raises(Refused):
        actions.renew_product(product, by=stranger)
    assert Application.objects.filter(kind=ApplicationKind.RENEWAL).count() == 0


def test_renewal_is_filled_with_what_was_certified(product):
    before = product.applied_with.get()
    application = actions.renew_product(ending_in(product, 30), by=world.applicant())
    row = application.products.get()
    assert (application.kind, row.product_id, row.state) == ("renewal", product.pk, "draft")
    for name in ("name", "region_id", "category_id", "brand", "production_source", "description"):
        assert getattr(row, name) == getattr(before, name), name
    assert sorted(row.materials.values_list("kind", "file")) == sorted(
        before.materials.values_list("kind", "file")
    )


def test_second_renewal_while_one_is_in_work_is_refused(product):
    actions.renew_product(ending_in(product, 30), by=world.applicant())
    with pytest.raises(Conflict, match="办理中"):
        actions.renew_product(product, by=world.applicant())
    assert Application.objects.filter(kind=ApplicationKind.RENEWAL).count() == 1


def test_renewed_product_stays_with_a_new_certificate(product):
    first = Certificate.objects.get()
    renewed = actions.renew_product(ending_in(product, 30), by=world.applicant())
    for pledge in first.row.application.promises.values_list("pledge", flat=True):
        renewed.promises.create(pledge=pledge, ticked_by=world.applicant())
    renewed = actions.submit_application(renewed, by=world.applicant())
    world.run(renewed)
    assert renewed.products.get().state == "certified"
    product.refresh_from_db()
    first.refresh_from_db()
    assert (product.standing, product.is_listed) == (Standing.LISTED, True)
    assert product.listed_until > timezone.localdate() + datetime.timedelta(days=300)
    assert first.state == CertificateState.REPLACED
    assert Certificate.objects.standing().get().number == product.certificate_number != first.number
    assert product.events.filter(kind=EventKind.RENEWED).count() == 1


def test_list_offers_the_renewal_and_begins_it(client, product):
    ending_in(product, 30)
    client.force_login(world.applicant())
    assert "待续期" in client.get("/desk/certification/").content.decode()
    answer = client.post(f"/desk/certification/renew/{product.code}/")
    made = Application.objects.get(kind=ApplicationKind.RENEWAL)
    assert answer.url == f"/desk/certification/{made.pk}/edit/"
    assert "待续期" not in client.get("/desk/certification/").content.decode()
