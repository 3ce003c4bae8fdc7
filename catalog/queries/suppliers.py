"""A supplier as the public sees it: only those with a product that once was in the directory."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.facts import ProductKind
from catalog.models import ProductPage
from catalog.queries.shown import with_cards
from catalog.states import LEFT, SHOWN
from organizations.models import Organization

PER_PAGE = 24


@dataclass(frozen=True)
class Standing:
    """Whether a supplier may supply today, as a word with its tone."""

    word: str
    tone: str
    sentence: str = ""


def public_supplier(pk) -> Organization | None:
    """The supplier of this key, if a product of it is or was in the directory."""
    has_page = ProductPage.objects.filter(supplier=pk, standing__in=SHOWN).exists()
    return Organization.objects.select_related("region").filter(pk=pk).first() if has_page else None


def standing_of(supplier) -> Standing:
    """Active, barred until a day, or closed."""
    if supplier.closed_at is not None:
        day = timezone.localtime(supplier.closed_at).date().isoformat()
        return Standing(_("closed"), "closed", _("This supplier closed on %(date)s.") % {"date": day})
    if supplier.barred_until and supplier.barred_until >= timezone.localdate():
        return Standing(
            _("barred"),
            "refused",
            _("On the dishonesty blacklist: barred from the directory until %(date)s.")
            % {"date": supplier.barred_until.isoformat()},
        )
    return Standing(_("active"), "done")


def counts_of(supplier) -> dict:
    """How many of its products are listed, certified among them, and have left."""
    return ProductPage.objects.filter(supplier=supplier).aggregate(
        listed=Count("pk", filter=Q(is_listed=True)),
        certified=Count("pk", filter=Q(is_listed=True, kind=ProductKind.CERTIFIED)),
        left=Count("pk", filter=Q(standing__in=LEFT)),
    )


def products_of(supplier):
    """Listed first, newest first; then those that left."""
    shown = ProductPage.objects.filter(supplier=supplier, standing__in=SHOWN)
    return with_cards(shown).order_by("-is_listed", "-listed_at", "-pk")
