"""What a person at the desk may do with one product: the rules are asked before and again under the lock."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog import rules
from catalog.actions.standing import put_back, put_on_list, take_off_list
from catalog.actions.writing import locked
from catalog.models import ProductPage
from catalog.states import DelistReason
from organizations.models import Organization


@transaction.atomic
def list_product(product, *, by, until=None, words="") -> ProductPage:
    """Enter a product in the directory.

    Raises Refused or Conflict with a sentence, ValidationError by field for a last day that has passed.
    """
    product = _locked_with_supplier(product)
    rules.can_list(by, product).require()
    if until is not None:
        _require_days(product, until)
    _require_words(words)
    put_on_list([product], by=by, until=until, words=words)
    return _fresh(product)


@transaction.atomic
def delist_product(product, reason, words, *, by) -> ProductPage:
    """Take a product out of the directory, with its reason and words that everybody can read.

    Raises Refused or Conflict with a sentence, ValidationError by field for a missing reason or missing words.
    """
    product = _locked_with_supplier(product)
    rules.can_delist(by, product).require()
    errors = {}
    if reason not in DelistReason.values:
        errors["reason"] = _("Choose a reason.")
    if not words.strip():
        errors["words"] = _("Say why, in words that everybody can read.")
    if errors:
        raise ValidationError(errors)
    _require_words(words)
    take_off_list([product], reason, words.strip(), by=by)
    return _fresh(product)


@transaction.atomic
def relist_product(product, *, by, until=None, words="") -> ProductPage:
    """Enter a product again. Without `until` the validity it had goes on, if it has not ended.

    Raises Refused or Conflict with a sentence, ValidationError by field for a last day that has passed or is missing.
    """
    product = _locked_with_supplier(product)
    rules.can_relist(by, product).require()
    until = until or product.listed_until
    _require_days(product, until)
    _require_words(words)
    put_back([product], by=by, until=until, words=words.strip())
    return _fresh(product)


def _require_days(product, until):
    verdict = rules.holds_until(product, until)
    if not verdict:
        raise ValidationError({"until": str(verdict.sentence)})


def _require_words(words):
    verdict = rules.may_say(words)
    if not verdict:
        raise ValidationError({"words": str(verdict.sentence)})


def _locked_with_supplier(product) -> ProductPage:
    """Supplier first, then product: who bars a supplier meets those who list its products, one after the other."""
    supplier = Organization.objects.select_for_update().get(pk=product.supplier_id)
    [product] = locked([product])
    if product.supplier_id == supplier.pk:
        product.supplier = supplier
    return product


def _fresh(product) -> ProductPage:
    return ProductPage.objects.select_related("supplier").get(pk=product.pk)
