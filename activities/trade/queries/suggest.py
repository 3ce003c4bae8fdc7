"""What a reporter probably means: products reported before, then those of the directory."""

from activities.trade.models import TradeRecord
from catalog.models import ProductPage

OWN, LISTED = 10, 30


def suggestions(organization) -> list[str]:
    """Names for the product box: the organization's last ones, then newly certified ones of the directory."""
    # The newest two hundred records are enough to find what is bought again and again.
    rows = TradeRecord.objects.filter(organization=organization).exclude(product_name="").order_by("-pk")
    own = list(dict.fromkeys(rows.values_list("product_name", flat=True)[:200]))[:OWN]
    listed = ProductPage.objects.listed().order_by("-certified_on", "-page_ptr_id")
    titles = listed.values_list("title", flat=True)[:LISTED]
    return list(dict.fromkeys([*own, *titles]))


def product_named(name: str) -> int | None:
    """The one listed product of exactly this name; None where there is none, or several."""
    found = list(ProductPage.objects.listed().filter(title=name.strip()).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None
