"""Breakdowns of the public totals: by origin, region of the reporter, category, month and channel."""

from enum import StrEnum

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce, Left, TruncMonth

from activities.trade.disclosure import Cell, Published, fold_small
from activities.trade.models import Direction, TradeRecord
from catalog.models import Category
from organizations.models import Kind
from regions.models import Region


class Cut(StrEnum):
    """By what a total is taken apart."""

    ORIGIN = "origin"
    REGION = "region"
    CATEGORY = "category"
    MONTH = "month"
    CHANNEL = "channel"


# Whole provinces and top categories: a finer grain beside a coarser one would give small cells away.
GROUPED_BY = {
    Cut.ORIGIN: Left("origin_id", 2),
    Cut.REGION: F("city_id"),
    Cut.CATEGORY: Coalesce("category__parent_id", "category_id"),
    Cut.MONTH: TruncMonth("traded_on"),
    Cut.CHANNEL: F("organization__kind"),
}


def breakdown(direction: Direction, cut: Cut, *, total_reporters: int) -> Published:
    """The approved total of one direction by one cut, as the public may see it; two queries."""
    rows = TradeRecord.objects.counted().filter(direction=direction).order_by()
    groups = list(
        rows.values(part=GROUPED_BY[cut]).annotate(
            sum=Sum("amount"), count=Count("pk"), reporters=Count("organization", distinct=True)
        )
    )
    names = _names(cut, [group["part"] for group in groups])
    cells = [
        Cell(
            str(group["part"]),
            names.get(group["part"], str(group["part"])),
            group["sum"],
            group["count"],
            group["reporters"],
        )
        for group in groups
    ]
    return fold_small(cells, total_reporters)


def _names(cut, parts) -> dict:
    if cut == Cut.ORIGIN:
        provinces = Region.objects.provinces().filter(code__in=[f"{part}0000" for part in parts])
        return {region.code[:2]: region.name for region in provinces}
    if cut == Cut.REGION:
        return dict(Region.objects.filter(pk__in=parts).values_list("pk", "name"))
    if cut == Cut.CATEGORY:
        return dict(Category.objects.filter(pk__in=parts).values_list("pk", "name"))
    if cut == Cut.MONTH:
        return {part: f"{part:%Y-%m}" for part in parts}
    return {part: str(Kind(part).label) for part in parts}
