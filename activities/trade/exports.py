"""The ledger (台账) of trade records: any list of the desk as a table to take away (O02, O09)."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.trade.models import TradeRecord
from core.sheets import DATE, YUAN, Column

# Rows in memory at a time, however long the list.
AT_ONCE = 2_000
NAMED = ("organization", "origin", "category", "unit")

COLUMNS = [
    Column("pk", gettext_lazy("No.")),
    Column("organization.name", gettext_lazy("reporting unit")),
    Column(lambda row: row.get_entry_display(), gettext_lazy("kind of entry")),
    Column(lambda row: row.get_direction_display(), gettext_lazy("direction")),
    Column("origin.path_name", gettext_lazy("region of origin")),
    Column("category.name", gettext_lazy("category")),
    Column("product_name", gettext_lazy("product name")),
    Column("quantity", gettext_lazy("quantity"), kind="number"),
    Column("unit.name", gettext_lazy("unit")),
    Column("amount", gettext_lazy("amount (yuan)"), kind=YUAN),
    Column("traded_on", gettext_lazy("traded on"), kind=DATE),
    Column("buyer", gettext_lazy("buyer")),
    Column("seller", gettext_lazy("seller")),
    Column("state_word", gettext_lazy("state")),
]


def rows(selection) -> Iterator[TradeRecord]:
    """The records of a selection, newest first, read by key part by part."""
    last = None
    while True:
        part = selection if last is None else selection.filter(pk__lt=last)
        found = list(part.select_related(*NAMED).order_by("-pk")[:AT_ONCE])
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1].pk


def notes(chosen: list[str]) -> list[str]:
    """What stands under the table: which filters, and when."""
    return [
        _("Filter: %(filter)s") % {"filter": "、".join(chosen) or _("all records that you may see")},
        _("As of %(time)s") % {"time": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
    ]
