"""Spot inspections: plan, record, call off (D13, I02, J06, J09)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions import add_events
from catalog.actions.writing import announce
from catalog.states import SHOWN, EventKind
from catalog.supervision import rules
from catalog.supervision.actions.writing import clean, keep_files, require_public
from catalog.supervision.models import Inspection, InspectionFile
from catalog.supervision.states import INSPECTION, Quality, Verdict
from core.records import record

MOST_FINDINGS = 450
MOST_PLAN = 300


@transaction.atomic
def plan_inspection(*, by, planned_on, product=None, supplier=None, plan="") -> Inspection:
    """Plan a spot check of a product, or of a supplier as a whole. Raises Refused, ValidationError by field."""
    if product is None and supplier is None:
        raise ValidationError({"product": _("Choose a product or a supplier.")})
    supplier = product.supplier if product is not None else supplier
    region = product.region if product is not None else supplier.region
    rules.can_plan(by, supplier, region).require()
    inspection = Inspection.objects.create(
        product=product,
        supplier=supplier,
        region=region,
        organization=by.organization,
        plan=clean("plan", plan, most=MOST_PLAN),
        planned_on=planned_on,
        planned_by=by,
        is_demo=by.is_demo,
    )
    record("inspection.plan", inspection, by=by, region=region.pk, on=planned_on.isoformat())
    return inspection


@transaction.atomic
def record_inspection(inspection, *, by, verdict, findings, done_on, checks=None, uploads=()) -> Inspection:
    """Write down what was found, once; it stands on the product's public timeline. Evidence stays private.

    `checks` is Quality → whether it held. Raises Refused, Conflict, ValidationError by field.
    """
    inspection = _locked(inspection)
    rules.can_record(by, inspection).require()
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose the verdict.")})
    if done_on is None or done_on > timezone.localdate():
        raise ValidationError({"done_on": _("The day it was carried out is not later than today.")})
    findings = clean(
        "findings",
        findings,
        most=MOST_FINDINGS,
        compulsory=_("Say what was found, in words that everybody can read."),
    )
    require_public("findings", _("Findings"), findings)
    inspection.state = INSPECTION.after("record", inspection.state)
    inspection.verdict, inspection.findings, inspection.done_on = verdict, findings, done_on
    inspection.checks = {key: bool(held) for key, held in (checks or {}).items() if key in Quality.values}
    inspection.recorded_by, inspection.recorded_at = by, timezone.now()
    inspection.save()
    InspectionFile.objects.bulk_create(
        InspectionFile(inspection=inspection, file=file, title=title)
        for file, title in keep_files("files", uploads, is_demo=inspection.is_demo)
    )
    _tell_product(inspection, by)
    record("inspection.record", inspection, by=by, region=inspection.region_id, verdict=verdict)
    return inspection


def _tell_product(inspection, by):
    product = inspection.product
    if product is None or product.standing not in SHOWN:
        return
    words = f"{Verdict(inspection.verdict).label}: {inspection.findings}"
    add_events([product], EventKind.INSPECTED, by=by, words=words, details={"inspection": inspection.pk})
    announce([product])


@transaction.atomic
def cancel_inspection(inspection, *, by) -> Inspection:
    """Call it off. Raises Refused, Conflict."""
    inspection = _locked(inspection)
    rules.can_cancel(by, inspection).require()
    inspection.state = INSPECTION.after("cancel", inspection.state)
    inspection.save(update_fields=["state"])
    record("inspection.cancel", inspection, by=by, region=inspection.region_id)
    return inspection


def _locked(inspection) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("product__region", "supplier", "region").get(pk=inspection.pk)
