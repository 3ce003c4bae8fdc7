"""Into the directory: certificate, product page, timeline, pictures; set-wise, all or nothing (D18, G10, I04)."""

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalog import actions as catalog_actions
from catalog import rules as catalog_rules
from catalog.actions.standing import year_from
from catalog.certification import media, queries, whole
from catalog.certification.actions.numbering import draw
from catalog.certification.history import tell_decisions
from catalog.certification.models import ApplicationProduct, Certificate
from catalog.certification.states import ROW, CertificateState
from catalog.facts import ProductKind
from catalog.models import ProductPage
from catalog.states import EventKind, Standing
from core.errors import Conflict
from core.models import Record
from core.records import build
from organizations.models import Organization
from review.models import Decision, Outcome


def certify(pairs, *, by, now):
    """Give these rows (with their approved reviews) their certificates and list their products.

    Runs in the deciding transaction. Raises Conflict when a supplier was barred or closed meanwhile, Refused when the
    words hold a number of a person; then nothing has happened.
    """
    rows = [row for row, _review in pairs]
    _require_suppliers(rows)
    for verdict in whole.disclosing([row.pk for row in rows]).values():
        verdict.require()
    certifiers = _certifiers([review for _row, review in pairs])
    numbers = _numbers(rows)
    facts = {
        row.pk: _facts(row, numbers[row.pk][0][3], certifiers.get(review.pk), now) for row, review in pairs
    }
    until = year_from(timezone.localdate(now))
    fresh = [row for row in rows if row.product_id is None]
    _create(fresh, facts, by)
    _end_former(rows, now)
    _issue(pairs, numbers, certifiers, until, now)
    tell_decisions(pairs, now=now)
    products = {row.product_id: row for row in rows}
    found = list(ProductPage.objects.filter(pk__in=products))
    catalog_actions.add_events(
        found, EventKind.CERTIFIED, by=by, details=lambda one: {"number": numbers[products[one.pk].pk][0][3]}
    )
    _list(found, products, facts, until, by)
    _close(rows, now, by, numbers)


def _require_suppliers(rows):
    """Asked again under lock: who bars a supplier and who certifies its products come one after the other."""
    ids = {row.application.organization_id for row in rows}
    for supplier in Organization.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        catalog_rules.may_supply(supplier).require()


def _certifiers(reviews) -> dict[int, int]:
    """Review → the organization of its last approval: the certifying unit."""
    decisions = Decision.objects.filter(review__in=reviews, outcome=Outcome.APPROVE).order_by("at", "pk")
    return dict(decisions.values_list("review_id", "organization_id"))


def _numbers(rows) -> dict[int, list]:
    """Row → (directory, series, serial, number) for each directory it enters, the first one's number first."""
    directories = queries.directories_over({row.region_id for row in rows})
    wanted = []
    for row in rows:
        if not directories[row.region_id]:
            raise Conflict(
                _("There is no directory for %(region)s: ask the editors.") % {"region": row.region.name}
            )
        wanted += [(row.pk, directory, row.region_id[:6]) for directory in directories[row.region_id]]
    drawn = draw([(directory, code) for _row, directory, code in wanted], timezone.localdate().year)
    found: dict[int, list] = {}
    for (row_id, directory, _code), (series, serial, number) in zip(wanted, drawn, strict=True):
        found.setdefault(row_id, []).append((directory, series, serial, number))
    return found


def _facts(row, number, certifier, now) -> dict:
    application = row.application
    return {
        "kind": ProductKind.CERTIFIED,
        "supplier_id": application.organization_id,
        "region_id": row.region_id,
        "category_id": row.category_id,
        "brand": row.brand,
        "specification": row.specification,
        "annual_output": row.annual_output,
        "supply_period": row.supply_period,
        "people_benefited": row.people_benefited,
        "commodity_value": row.commodity_value,
        "participation": row.participation,
        "benefit": application.benefit,
        "certificate_number": number,
        "certified_on": timezone.localdate(now),
        "certified_by_id": certifier,
    }


def _create(rows, facts, by):
    """A page for each that has none; its pictures become public with it."""
    images = media.make_public(rows, by=by)
    drafts = [
        catalog_actions.ProductDraft(
            title=row.name,
            facts=facts[row.pk],
            summary=Truncator(" ".join(row.description.split())).chars(200),
            pictures=images.get(row.pk, ()),
            is_demo=row.is_demo,
        )
        for row in rows
    ]
    products = catalog_actions.create_products(drafts, by=by) if drafts else []
    for row, product in zip(rows, products, strict=True):
        row.product_id = product.pk


def _end_former(rows, now):
    former = Certificate.objects.standing().filter(product__in=[row.product_id for row in rows])
    former.update(state=CertificateState.REPLACED, ended_at=now)


def _issue(pairs, numbers, certifiers, until, now):
    today = timezone.localdate(now)
    Certificate.objects.bulk_create(
        Certificate(
            product_id=row.product_id,
            row=row,
            directory=directory,
            series=series,
            serial=serial,
            number=number,
            issued_on=today,
            issued_by_id=certifiers.get(review.pk),
            valid_from=today,
            valid_until=until,
            is_demo=row.is_demo,
        )
        for row, review in pairs
        for directory, series, serial, number in numbers[row.pk]
    )


def _list(products, rows, facts, until, by):
    """New ones enter; those that left come back; those that are listed go on until the new last day."""
    catalog_actions.put_on_list([p for p in products if p.standing == Standing.NEW], by=by, until=until)
    for product in products:
        if product.standing == Standing.NEW:
            continue
        if product.standing == Standing.LISTED:
            catalog_actions.prolong([product], by=by, until=until)
        else:
            catalog_actions.put_back([product], by=by, until=until)
        row = rows[product.pk]
        catalog_actions.change_facts(product, {**facts[row.pk], "title": row.name}, by=by)


def _close(rows, now, by, numbers):
    for row in rows:
        row.state, row.concluded_at = ROW.after("certify", row.state), now
    ApplicationProduct.objects.bulk_update(rows, ["state", "product", "concluded_at"], batch_size=100)
    Record.objects.bulk_create(
        build("certification.certify", row, by=by, region=row.region_id, number=numbers[row.pk][0][3])
        for row in rows
    )
