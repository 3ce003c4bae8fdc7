"""One record as its pages show it: to its reporter, and to whoever checks it."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.trade.models import Direction, Entry, TradeRecord, Unit
from catalog.models import Category, ProductPage
from core.models import PrivateFile
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


def fact_rows(record, *, against=None) -> list[dict]:
    """Lines for components/facts.html in the order of the guide's own page (N04-N12).

    `against` is the record it corrects: what differs is noted.
    """
    rows = [{"label": _("reporting unit"), "value": record.organization.name}]
    for name, text in _texts(record).items():
        before = _texts(against)[name] if against else text
        note = _("approved version: %(value)s") % {"value": before or "—"} if before != text else ""
        rows.append({"label": LABELS[name], "value": text or "—", "note": note})
    return rows


def _texts(record) -> dict:
    names = {
        "entry": record.period.name if record.period_id else record.get_entry_display(),
        "direction": record.get_direction_display(),
        "is_direct": "" if record.is_direct is None else _("yes") if record.is_direct else _("no"),
        "origin_id": (record.origin.path_name or record.origin.name) if record.origin_id else "",
        "category_id": record.category.name if record.category_id else "",
        "product_name": record.product_name,
        "quantity": _quantity(record),
        "amount": spaced(record.amount) if record.amount is not None else "",
        "traded_on": record.traded_on.isoformat() if record.traded_on else "",
    }
    return names | {name: getattr(record, name) for name in ("buyer", "seller", "remarks")}


def _quantity(record) -> str:
    if record.quantity is None:
        return ""
    return f"{record.quantity.normalize():f} {record.unit.name if record.unit_id else ''}".strip()


def evidence(record) -> list[dict]:
    """Vouchers with their addresses, as the pages show them in place."""
    return [
        {
            "link": link,
            "url": reverse("trade_desk:voucher", args=[link.pk]),
            "title": f"{link.voucher.get_kind_display()} {link.voucher.number or link.voucher.name}",
            "is_picture": link.voucher.file.kind == PrivateFile.Kind.PICTURE,
            "is_pdf": link.voucher.file.content_type == "application/pdf",
            "size": link.voucher.file.size,
        }
        for link in record.vouchers.select_related("voucher__file")
    ]
