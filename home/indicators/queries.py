"""The statistics form, computed: one aggregate over counted reports, one look at the regions (M01-M12)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from activities.measures import KEYS, MEASURES
from activities.queries import selection
from home.indicators.models import Filing
from regions.models import Level, Region

TOTAL, OWN, PREFECTURE, COUNTY = "total", "own", "prefecture", "county"


@dataclass
class FormRow:
    """A line of the form. `values` by measure key: money in yuan, the rest whole numbers; `reports` counted reports.

    `vouched` holds what the prefecture's accepted filing stands for, `remark` its words on this line (C-18, M11).
    """

    code: str
    name: str
    kind: str
    values: dict
    reports: int = 0
    number: int | None = None
    remark: str = ""
    vouched: dict = field(default_factory=dict)

    def differences(self) -> dict:
        """Vouched minus computed, by measure key, where they differ."""
        return {
            key: value - self.values[key] for key, value in self.vouched.items() if value != self.values[key]
        }


def counted(region, first=None, last=None, tag=""):
    """The reports a form counts: counted ones of a region whose last day lies in the span; open ends are allowed."""
    return selection(region=region, first=first, last=last, tag=tag)


def of_period(period, region=None):
    """The reports of a period, all or inside one region of it."""
    return counted(region or period.region, period.first, period.last, period.tag)


def own_reports(reports, region):
    """Those an office of `region` reported for itself: its own code, and townships directly under it (市本级)."""
    return reports.filter(Q(region_id=region.pk) | Q(region__level=Level.TOWN, region__parent_id=region.pk))


def form_rows(root, first=None, last=None, tag="") -> list[FormRow]:
    """The lines of the form for `root` in official order: total, then each prefecture, its own line, its counties.

    Two queries. A region that is no longer in force has a line when it has reports.
    """
    sums = _sums(counted(root, first, last, tag))
    regions = _regions(root, sums)
    sums = _fold(sums, {region.pk for region in regions} | {root.pk}, root)
    rows = [FormRow(root.pk, _("Total"), TOTAL, *_added(sums.values()))]
    children = [region for region in regions if region.pk != root.pk]
    if root.level < Level.COUNTY and children and (root.level > Level.PROVINCE or root.pk in sums):
        rows.append(_own_row(root, sums))
    under, tops = _by_prefecture(children, root)
    for region in tops:
        rows += _block(region, under[region.pk], sums)
    for number, row in enumerate(rows[1:], start=1):
        row.number = number
    return rows


def period_rows(period, region=None) -> list[FormRow]:
    """The lines of a period's form with what was filed and accepted beside them: three queries."""
    rows = form_rows(region or period.region, period.first, period.last, period.tag)
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    for filing in Filing.objects.accepted().filter(period=period, region__in=list(by_code)):
        # In a drill-down the prefecture's line is the total.
        by_code[filing.region_id][0].vouched = vouched_figures(filing)
        for code, words in filing.remarks.items():
            for row in by_code.get(code.removesuffix("-own"), []):
                if (row.kind == OWN) == code.endswith("-own"):
                    row.remark = words
    return rows


def vouched_figures(filing) -> dict:
    """A filing's figures as numbers: yuan as Decimal, counts as int."""
    money = {measure.key for measure in MEASURES if measure.is_money}
    return {key: Decimal(value) if key in money else int(value) for key, value in filing.vouched.items()}


def newest(reports, count):
    """The newest reports by their last day."""
    return reports.order_by("-ended_on", "-pk")[:count]


def _sums(reports) -> dict[str, tuple[dict, int]]:
    """By county code: the sums of the measures and how many reports. Townships are folded in here: grouped by the
    column as it is, the database reads its covering index in order (tens of milliseconds instead of hundreds).
    """
    asked = {f"sum_{key}": Sum(key) for key in KEYS}
    rows = reports.order_by().values("region_id").annotate(reports=Count("*"), **asked)
    sums: dict[str, tuple[dict, int]] = {}
    for region, number, *values in rows.values_list("region_id", "reports", *asked):
        figures, known = sums.get(region[:6], (dict.fromkeys(KEYS, 0), 0))
        figures = {key: figures[key] + _number(value) for key, value in zip(KEYS, values, strict=True)}
        sums[region[:6]] = figures, known + number
    return sums


def _number(value):
    return 0 if value is None else value


def _regions(root, sums) -> list[Region]:
    """Governed regions down to the county that are in force, and those that are not but have reports."""
    found = Region.objects.within(root).governed().filter(level__lte=Level.COUNTY).in_official_order()
    return [region for region in found if region.pk in sums or not region.is_retired]


def _fold(sums, known, root):
    """Give what lies in no county (a zone's townships) to its prefecture, or to the root."""
    folded = defaultdict(lambda: (dict.fromkeys(KEYS, 0), 0))
    for code, part in sums.items():
        above = next((c for c in (code, code[:4] + "00") if c in known), root.pk)
        folded[above] = _added([folded[above], part])
    return dict(folded)


def _added(parts) -> tuple[dict, int]:
    total, reports = dict.fromkeys(KEYS, 0), 0
    for values, count in parts:
        reports += count
        for key in KEYS:
            total[key] += values[key]
    return total, reports


def _by_prefecture(regions, root):
    """Counties by the prefecture they lie in, and what stands at the top: prefectures and counties without one."""
    prefectures = {region.pk for region in regions if region.level == Level.PREFECTURE}
    under, tops = defaultdict(list), []
    for region in regions:
        above = region.pk[:4] + "00"
        if region.level == Level.COUNTY and above in prefectures:
            under[above].append(region)
        else:
            tops.append(region)
    return under, tops


def _block(region, counties, sums) -> list[FormRow]:
    codes = [region.pk, *[county.pk for county in counties]]
    kind = PREFECTURE if region.level == Level.PREFECTURE else COUNTY
    head = FormRow(region.pk, region.name, kind, *_added(sums[code] for code in codes if code in sums))
    if not counties:
        return [head]
    rows = [FormRow(county.pk, county.name, COUNTY, *_of(county, sums)) for county in counties]
    return [head, _own_row(region, sums), *rows]


def _own_row(region, sums) -> FormRow:
    return FormRow(region.pk, _("%(region)s itself") % {"region": region.name}, OWN, *_of(region, sums))


def _of(region, sums):
    return sums.get(region.pk) or (dict.fromkeys(KEYS, 0), 0)
