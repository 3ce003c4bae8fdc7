"""Supply agreements: handed in with their file, reviewed by the operator (C10)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.suppliers import queries, rules
from catalog.suppliers.models import SupplyAgreement
from catalog.suppliers.process import AGREEMENT, agreements_content
from catalog.suppliers.states import HANDED_IN, HandedInState
from core import intake
from core.records import record
from review import actions as review_actions
from review.content import fingerprint
from review.models import Status

COLUMNS = ("number", "goods", "signed_on", "valid_until", "amount", "terms")
_ENDS = {
    Status.APPROVED: HandedInState.APPROVED,
    Status.REFUSED: HandedInState.REFUSED,
    Status.WITHDRAWN: HandedInState.WITHDRAWN,
    Status.REVOKED: HandedInState.REVOKED,
}


@transaction.atomic
def hand_in_agreement(values: dict, file, *, by, operator=None, agreement=None) -> SupplyAgreement:
    """Hand a supply agreement in, or a returned one again; the operator of the approval unless another is named.

    Raises ValidationError by field, Refused or Conflict with a sentence.
    """
    if agreement is not None:
        agreement = SupplyAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    rules.can_hand_in(by, agreement).require()
    supplier = by.organization
    row = agreement or SupplyAgreement(supplier=supplier, created_by=by, is_demo=supplier.is_demo)
    for name in COLUMNS:
        if name in values:
            setattr(row, name, values[name])
    if file:
        row.file = intake.keep_paper(file, is_demo=row.is_demo)
    _require_whole(row)
    row.operator = operator or row.operator or queries.reviewer_of(supplier)
    row.submitted_at = timezone.now()
    row.save()
    SupplyAgreement.objects.filter(pk=row.pk).update(
        facts_hash=fingerprint(agreements_content([row.pk])[row.pk])
    )
    review = review_actions.submit(
        AGREEMENT,
        row.pk,
        by=by,
        title=str(row),
        region=supplier.region,
        applicant=supplier,
        assigned=row.operator,
    )
    SupplyAgreement.objects.filter(pk=row.pk, state=row.state).update(
        state=HANDED_IN.after("submit", row.state), review=review
    )
    record("supplier.hand_in_agreement", row, by=by, region=supplier.region_id)
    row.refresh_from_db()
    return row


def _require_whole(row):
    errors = {}
    if not row.goods.strip():
        errors["goods"] = _("Say which goods the agreement is about.")
    if row.file is None:
        errors["file"] = _("Add the signed agreement.")
    if row.signed_on and row.valid_until and row.valid_until < row.signed_on:
        errors["valid_until"] = _("The last day lies before the first.")
    if row.amount is not None and row.amount < 0:
        errors["amount"] = _("A figure cannot be negative.")
    if errors:
        raise ValidationError(errors)


def mark_agreements_returned(reviews, *, by):
    """The review kit's word that these were returned."""
    SupplyAgreement.objects.filter(review__in=reviews, state=HandedInState.SUBMITTED).update(
        state=HandedInState.RETURNED
    )


def conclude_agreements(reviews, *, by):
    """Carry out how these reviews ended."""
    for review in reviews:
        row = SupplyAgreement.objects.select_for_update(of=("self",)).get(pk=review.subject_id)
        SupplyAgreement.objects.filter(pk=row.pk).update(state=_ENDS[review.status])
        record("supplier.end_agreement", row, by=by, region=review.region_id, status=str(review.status))
