"""The list as a table that leaves the house: columns declared once for CSV and XLSX."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.facts import ProductKind
from catalog.models import ProductPage
from core.sheets import COUNT, DATE, YUAN, Column

# Rows in memory at a time, however long the list.
AT_ONCE = 500
_KINDS = dict(ProductKind.choices)

COLUMNS = [
    Column("title", gettext_lazy("product"), width=30),
    Column(lambda row: _KINDS[row["kind"]], gettext_lazy("kind"), width=12),
    Column("category__name", gettext_lazy("category"), width=14),
    Column("region__path_name", gettext_lazy("place of origin"), width=36),
    Column("supplier__name", gettext_lazy("supplier"), width=32),
    Column("brand", gettext_lazy("brand"), width=14),
    Column("specification", gettext_lazy("specification"), width=20),
    Column("certificate_number", gettext_lazy("certificate number"), width=20),
    Column("certified_on", gettext_lazy("certified on"), kind=DATE),
    Column("listed_from", gettext_lazy("valid from"), kind=DATE),
    Column("listed_until", gettext_lazy("valid until"), kind=DATE),
    Column("people_benefited", gettext_lazy("people benefited"), gettext_lazy("persons"), kind=COUNT),
    Column("commodity_value", gettext_lazy("commodity value"), gettext_lazy("yuan a year"), kind=YUAN),
    Column("address", gettext_lazy("page"), width=44),
]
_FIELDS = [column.key for column in COLUMNS if isinstance(column.key, str) and column.key != "address"]


def rows(ids: list[int], base: str) -> Iterator[dict]:
    """Products of these ids in their order, read part by part. `base` is the directory's full address."""
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        found = {
            row["pk"]: row
            for row in ProductPage.objects.filter(pk__in=part, is_listed=True).values(
                "pk", "code", "kind", *_FIELDS
            )
        }
        for pk in part:
            if pk in found:
                yield found[pk] | {"address": f"{base}{found[pk]['code'].lower()}/"}


def notes(names: list[str], total: int) -> list[str]:
    """What stands above the table: which filters, how many, and when."""
    chosen = "、".join(names) or _("all products")
    return [
        _("Filter: %(filter)s") % {"filter": chosen},
        _("%(total)d products, as of %(time)s")
        % {"total": total, "time": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
    ]
