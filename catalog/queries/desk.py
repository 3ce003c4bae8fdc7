"""Products at the desk: of an office's territory, or a supplier's own; by keyset, as quick at any depth."""

from dataclasses import dataclass

from django.db.models import Q

from catalog.codes import NumberKey, number_key
from catalog.models import ProductPage
from organizations.models import Kind

PER_PAGE = 30


@dataclass(frozen=True)
class Slice:
    """A page of the list with the keys that the addresses of its neighbours carry (None: there is none)."""

    products: list[ProductPage]
    newer: int | None
    older: int | None


def visible_to(user):
    """What the account may see at the desk; nothing for those who have no business with products."""
    organization = user.organization
    if organization.kind == Kind.ASSISTANCE_OFFICE:
        return ProductPage.objects.within(organization.region)
    if organization.kind in {Kind.SUPPLIER, Kind.ENTERPRISE}:
        return ProductPage.objects.filter(supplier=organization)
    return ProductPage.objects.none()


def selection(products, *, q="", standing="", kind=""):
    """Narrow a selection; `q` is a whole code or number, or a part of the name."""
    if standing:
        products = products.filter(standing=standing)
    if kind:
        products = products.filter(kind=kind)
    if q := q.strip():
        products = _named(products, q)
    return products


def _named(products, q):
    exact = products.annotate(number_key=NumberKey()).filter(
        Q(code__in=[q.lower(), q.upper()]) | Q(number_key=number_key(q))
    )
    return exact if exact.exists() else products.filter(title__contains=q)


def page_of(products, *, newer=None, older=None) -> Slice:
    """The newest, or those beside a key: `older` than it, or `newer`."""
    if newer:
        keys = list(_keys(products.filter(pk__gt=newer)).order_by("pk")[: PER_PAGE + 1])
        has_newer, has_older = len(keys) > PER_PAGE, True
        keys = keys[:PER_PAGE][::-1]
    else:
        keys = list(
            _keys(products.filter(pk__lt=older) if older else products).order_by("-pk")[: PER_PAGE + 1]
        )
        has_newer, has_older = bool(older), len(keys) > PER_PAGE
        keys = keys[:PER_PAGE]
    found = ProductPage.objects.select_related("region", "supplier", "category").in_bulk(keys)
    return Slice(
        [found[key] for key in keys],
        keys[0] if has_newer and keys else None,
        keys[-1] if has_older and keys else None,
    )


def _keys(products):
    return products.values_list("pk", flat=True)
