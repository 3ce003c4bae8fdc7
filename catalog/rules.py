"""Who may bring products into the directory and out of it: a verdict with the sentence that the page prints."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.facts import ProductKind
from catalog.queries.public import to_be_public
from catalog.states import LISTING
from content import rules as content_rules
from content.shown import Shown
from core.errors import Conflict
from core.verdicts import YES, Verdict, no
from organizations.models import Kind
from organizations.rules import is_at_work


def is_over(by, product) -> Verdict:
    """Reviewers and administrators of an assistance office that holds the place of origin; certified: the root's."""
    at_work = is_at_work(by)
    if not at_work:
        return at_work
    if by.organization_id is None:
        return no(_("The system administrator decides nothing."))
    if by.organization_id == product.supplier_id:
        return no(_("Suppliers do not decide about their own products."))
    if by.organization.kind != Kind.ASSISTANCE_OFFICE:
        return no(_("Only assistance offices decide about the directory."))
    if not by.can_review:
        return no(_("Only reviewers and administrators decide about the directory."))
    if not by.organization.region.contains(product.region_id):
        return no(_("The place of origin lies outside the territory of your office."))
    if product.kind == ProductKind.CERTIFIED and by.organization.region_id != settings.ROOT_REGION:
        return no(_("Only the highest office of this site decides about certified products."))
    return YES


def may_supply(supplier) -> Verdict:
    """Whether products of this supplier may be in the directory today."""
    if supplier.closed_at is not None:
        return no(_("%(name)s is closed.") % {"name": supplier.name}, Conflict)
    if supplier.barred_until and supplier.barred_until >= timezone.localdate():
        return no(
            _("%(name)s is barred from the directory until %(date)s.")
            % {"name": supplier.name, "date": supplier.barred_until.isoformat()},
            Conflict,
        )
    return YES


def is_whole(product) -> Verdict:
    """A certified product carries its certificate."""
    if product.kind != ProductKind.CERTIFIED or (product.certificate_number and product.certified_on):
        return YES
    return no(_("A certified product needs the number and the day of its certificate."))


def not_publishable(products) -> dict[int, Verdict]:
    """Refusals by key: their words hold a number of a person, named with its place. Asked set-wise."""
    return content_rules.stopped(to_be_public(products))


def may_say(words) -> Verdict:
    """Whether everybody may read these words of a decision."""
    shown = Shown()
    shown.say("words", _("Words of the decision"), words)
    return content_rules.can_be_public(shown)


def can_list(by, product) -> Verdict:
    """Enter a product that never was in the directory."""
    return _first_no(
        is_over(by, product),
        LISTING.can("list", product.standing),
        may_supply(product.supplier),
        is_whole(product),
    )


def can_delist(by, product) -> Verdict:
    """Take a listed product out."""
    return _first_no(is_over(by, product), LISTING.can("delist", product.standing))


def can_relist(by, product) -> Verdict:
    """Enter a product again that expired or was taken out."""
    return _first_no(
        is_over(by, product), LISTING.can("relist", product.standing), may_supply(product.supplier)
    )


def holds_until(product, until) -> Verdict:
    """Whether a product may be listed up to this last day (None: without one)."""
    if until is None:
        certified = product.kind == ProductKind.CERTIFIED
        return no(_("A certified product needs a last day of validity.")) if certified else YES
    if until < timezone.localdate():
        return no(_("Its validity ended on %(date)s: give a later last day.") % {"date": until.isoformat()})
    return YES


# Whose own products may be in the directory.
_SUPPLYING = frozenset({Kind.SUPPLIER, Kind.ENTERPRISE})


def sees_products(by) -> bool:
    """Whether the desk has a list of products for this account."""
    return bool(by.organization_id) and by.organization.kind in {Kind.ASSISTANCE_OFFICE, *_SUPPLYING}


def can_see(by, product) -> bool:
    """At the desk: the offices over the place of origin, and the supplier its own."""
    if by.organization_id is None:
        return by.is_superuser
    if by.organization_id == product.supplier_id:
        return True
    return by.organization.kind == Kind.ASSISTANCE_OFFICE and by.organization.region.contains(
        product.region_id
    )


def _first_no(*verdicts) -> Verdict:
    return next((verdict for verdict in verdicts if not verdict), YES)
