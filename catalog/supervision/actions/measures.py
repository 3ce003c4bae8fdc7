"""What a verified violation leads to: the product leaves the directory (I10, I13, J05)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions import take_off_list
from catalog.models import ProductPage
from catalog.states import DelistReason
from catalog.supervision import rules
from catalog.supervision.actions.writing import clean, require_public
from core.records import record
from organizations.models import Organization

# Of the regulations' five reasons those that supervision finds (I10, I12, I13).
REASONS = (DelistReason.PROBLEM, DelistReason.UNLAWFUL, DelistReason.SAFETY)
MOST_WORDS = 500


@transaction.atomic
def open_withdrawal(case, product, reason, words, *, by) -> ProductPage:
    """Have the product leave because `case` (a Complaint or an Inspection) verified a violation.

    Raises Refused, Conflict, ValidationError by field.
    """
    Organization.objects.select_for_update().get(pk=product.supplier_id)
    product = ProductPage.objects.select_for_update(of=("self",)).select_related("region").get(pk=product.pk)
    case.refresh_from_db()
    rules.can_withdraw_product(by, case, product).require()
    if reason not in REASONS:
        raise ValidationError({"reason": _("Choose a reason.")})
    words = clean("words", words, most=MOST_WORDS, compulsory=_("Say why, in words that everybody can read."))
    require_public("words", _("Words of the decision"), words)
    take_off_list([product], reason, words, by=by)
    record("supervision.withdraw", case, by=by, region=product.region_id, product=product.pk, reason=reason)
    product.refresh_from_db()
    return product
