"""One record as its pages show it: to its reporter, and to whoever checks it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.trade.facts import FACTS
from activities.trade.models import Direction, Entry, TradeRecord, Unit
from catalog.models import Category, ProductPage
from core.money import spaced
from regions.models import Region

LABELS = {
    "direction": gettext_lazy("direction"),
    "entry": gettext_lazy("kind of entry"),
    "is_direct": gettext_lazy("bought directly at the origin"),
    "origin_id": gettext_lazy("region of origin"),
    "category_id": gettext_lazy("category"),
    "product_name": gettext_lazy("product name"),
    "product_id": gettext_lazy("product in the directory"),
    "quantity": gettext_lazy("quantity"),
    "unit_id": gettext_lazy("unit"),
    "amount": gettext_lazy("amount (yuan)"),
    "traded_on": gettext_lazy("traded on"),
    "buyer": gettext_lazy("buyer"),
    "seller": gettext_lazy("seller"),
    "remarks": gettext_lazy("remarks"),
}


def fact_labels() -> dict:
    """Labels of facts and words by the names of the content, for “what changed”."""
    return dict(LABELS)


def shown_value(name, value):
    """How a fact of a round reads."""
    if value is None or value == "":
        return ""
    if name == "direction":
        return Direction(value).label
    if name == "entry":
        return Entry(value).label
    if name == "is_direct":
        return _("yes") if value else _("no")
    if name == "amount":
        return spaced(Decimal(value))
    named = {"origin_id": (Region, "path_name"), "category_id": (Category, "name"), "unit_id": (Unit, "name")}
    named["product_id"] = (ProductPage, "title")
    if name in named:
        model, column = named[name]
        return model.objects.filter(pk=value).values_list(column, flat=True).first() or value
    return value


def subject(record_id) -> TradeRecord:
    """The record with everything that a page of it names."""
    return TradeRecord.objects.whole().prefetch_related("vouchers__voucher__file").get(pk=record_id)


def facts_of(record) -> list[tuple]:
    """(label, text) of a record's facts in the order of the guide's own page (N04-N12)."""
    return [(LABELS[name], shown_value(name, getattr(record, name))) for name in FACTS]
