"""What a campaign page shows: progress to its targets, where they contradict one another, its newest reports."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from activities.measures import BY_KEY, MEASURES
from activities.models import ActivityPage
from activities.queries import hydrate, selection
from content import pictures
from core import money
from core.templatetags.numbers import count
from home.campaigns.models import MONEY_UNITS, CampaignPage
from home.campaigns.states import Reach
from home.indicators.exports import shown
from home.indicators.queries import COUNTY, OWN, PREFECTURE, form_rows
from home.indicators.views.public import ask_period
from home.indicators.views.sheet import reports_url
from regions import queries as regions

A_MILLION = 1_000_000


@dataclass
class Progress:
    """How far one target is. `percent` may pass 100; without a measure nothing is computed and it is None.

    For a target asked of each region `reached` of `asked` have it, and `regions` says how far each of them is.
    """

    target: object
    goal: str
    done: str = ""
    percent: int | None = None
    url: str = ""
    unit: str = ""
    reached: int = 0
    asked: int = 0
    regions: list = field(default_factory=list)


@dataclass(frozen=True)
class Contradiction:
    """A total and parts that do not fit it: both stay as the plan states them (C-09)."""

    total: object
    parts: list
    sentence: str


def overview(page, request) -> dict:
    """Context of the campaign page: progress, contradictions, the total line, newest reports."""
    asked = ask_period(
        request, page.period, form_url=f"{page.url}statistics/", reports_url=f"{page.url}reports/"
    )
    rows = form_rows(page.period.region, page.period.first, page.period.last, page.period.tag)
    targets = list(page.targets.select_related("region", "except_region"))
    units = list(page.units.all())
    return {
        "asked": asked,
        "total": rows[0],
        "numbers": numbers(rows[0], asked),
        "progress": progress(targets, rows, asked),
        "contradictions": contradictions(targets, rows),
        "stories": newest_stories(page.period, count=6),
        "lead_units": [unit for unit in units if unit.part == "lead"],
        "supporting_units": [unit for unit in units if unit.part == "supporting"],
        "sub_activities": page.sub_activities.select_related("kind", "region", "partner_region"),
        "locality_plans": page.locality_plans.select_related("region", "document"),
        "cases": page.cases.select_related("region", "picture"),
    }


def numbers(row, asked) -> list[dict]:
    """The measures of one line as living numbers, each with its unit and where it opens."""
    return [number_of(measure, row, asked) for measure in MEASURES]


def number_of(measure, row, asked) -> dict:
    """One measure of a line to be read across a room: in 亿元 or 万人 where it is that large, else as on the form."""
    value, unit = row.values[measure.key], measure.unit
    figure = shown(measure, value)
    if measure.is_money and value >= money.UNITS[money.YI]:
        figure, unit = _in_unit(value, money.YI), money.UNIT_LABELS[money.YI]
    elif not measure.is_money and value >= A_MILLION:
        figure = count(round(Decimal(value) / 10_000, 1))
        unit = _("ten thousand %(unit)s") % {"unit": measure.unit}
    url = reports_url(asked, row, measure) if value else ""
    return {"measure": measure, "figure": figure, "unit": unit, "url": url}


def progress(targets, rows, asked) -> list[Progress]:
    """Progress to each target from counted reports, in the plan's order; each statement stands by itself."""
    return [_progress(target, rows, asked) for target in targets]


def _progress(target, rows, asked) -> Progress:
    found = Progress(target, goal=count(target.figure), unit=target.unit)
    if not target.measure:
        return found
    region = target.region_id or rows[0].code
    if target.reach == Reach.TOTAL:
        row = next((row for row in rows if row.code == region and row.kind != OWN), None)
        value = row.values[target.measure] if row else 0
        found.done, found.percent = _in_unit(value, target.unit), _percent(value, target.goal)
        found.url = reports_url(asked, row, BY_KEY[target.measure]) if row and value else ""
        return found
    found.regions = [_regional(row, target, asked) for row in _asked_of(target, rows)]
    found.asked = len(found.regions)
    found.reached = sum(1 for one in found.regions if one["is_reached"])
    found.done = count(found.reached)
    found.percent = _percent(found.reached, found.asked)
    return found


def _regional(row, target, asked) -> dict:
    value = row.values[target.measure]
    return {
        "name": row.name,
        "value": _in_unit(value, target.unit),
        "is_reached": value >= target.goal,
        "url": reports_url(asked, row, BY_KEY[target.measure]) if value else "",
    }


def _asked_of(target, rows) -> list:
    """The lines a target is asked of: prefectures or counties in its region, without the excepted one."""
    kind = PREFECTURE if target.reach == Reach.EACH_PREFECTURE else COUNTY
    inside = target.region.prefix if target.region_id else ""
    without = target.except_region.prefix if target.except_region_id else None
    return [
        row
        for row in rows
        if row.kind == kind and row.code.startswith(inside) and not (without and row.code.startswith(without))
    ]


def contradictions(targets, rows) -> list[Contradiction]:
    """Totals whose parts add up to more than they are (C-09): shown with both, never corrected."""
    found = []
    by_measure = defaultdict(list)
    for target in targets:
        if target.measure:
            by_measure[target.measure].append(target)
    for group in by_measure.values():
        for total in group:
            if total.reach == Reach.TOTAL:
                found += _contradiction(total, [part for part in group if part is not total], rows)
    return found


def _contradiction(total, others, rows) -> list[Contradiction]:
    root = total.region_id or rows[0].code
    inside = [row for row in rows if row.code != root and row.code.startswith(_prefix(total, rows))]
    asked_of, parts = defaultdict(Decimal), []
    for part in others:
        codes = (
            [row.code for row in _asked_of(part, inside)] if part.reach != Reach.TOTAL else [part.region_id]
        )
        codes = [code for code in codes if any(row.code == code for row in inside)]
        parts += [part] if codes else []
        for code in codes:
            asked_of[code] = max(asked_of[code], part.goal)
    together = sum(_without_nested(asked_of).values())
    if together <= total.goal:
        return []
    words = _(
        "%(label)s: the parts add up to at least %(together)s %(unit)s, more than the %(total)s %(unit)s stated for "
        "the whole. Both are shown as the plan states them; nothing is corrected."
    ) % {
        "label": total.label,
        "together": _in_unit(together, total.unit),
        "total": count(total.figure),
        "unit": total.unit,
    }
    return [Contradiction(total, parts, words)]


def _prefix(target, rows) -> str:
    return target.region.prefix if target.region_id else rows[0].code.rstrip("0")


def _without_nested(asked_of) -> dict:
    """What is asked of a prefecture includes what is asked of its counties: the greater of the two counts."""
    counties, together = defaultdict(Decimal), {}
    for code, goal in asked_of.items():
        if not code.endswith("00"):
            counties[code[:4] + "00"] += goal
    for code in {*counties, *[code for code in asked_of if code.endswith("00")]}:
        together[code] = max(asked_of.get(code, Decimal(0)), counties.get(code, Decimal(0)))
    return together


def _in_unit(value, unit) -> str:
    """A figure in the target's own unit, two decimals at most."""
    return count(round(Decimal(value) / MONEY_UNITS.get(unit, 1), 2))


def _percent(done, goal) -> int:
    return int(Decimal(done) * 100 / Decimal(goal)) if goal else 0


def newest_stories(period=None, *, region=None, kind=None, count=6) -> list[dict]:
    """The newest counted reports, ready for components/story.html; a bounded number of queries."""
    span = {"first": period.first, "last": period.last, "tag": period.tag} if period else {}
    place = region or (period.region if period else regions.root())
    # Ids first: with what the cards show beside them SQLite reads all reports before it sorts.
    ids = selection(region=place, kind=kind, **span).values_list("pk", flat=True)[:count]
    return [_story(report) for report in hydrate(list(ids))]


def _story(report: ActivityPage) -> dict:
    picture = report.cover
    card = pictures.shown(picture.image, pictures.CARD) if picture else None
    return {
        "title": report.title,
        "url": report.url,
        "src": card.url if card else "",
        "srcset": card.webp if card else "",
        "avif": card.avif if card else "",
        "alt": (picture.alt or picture.image.default_alt_text) if picture else "",
        "place": report.region.path_name.split(" / ", 1)[-1].replace(" / ", ""),
        "date": report.ended_on,
        "kind": report.kind.name if report.kind_id else "",
        "lead": Truncator(report.summary).chars(60),
    }


def running_campaign():
    """The live campaign whose days hold today, else the newest begun one, else the newest; None without any."""
    # Keys and days without the tree: joined to it, SQLite looks through every live page for the few campaigns.
    days = CampaignPage.objects.order_by("-period__first", "-pk").values_list(
        "pk", "period__first", "period__last"
    )
    today, found = timezone.localdate(), list(days)
    live = set(Page.objects.live().filter(pk__in=[row[0] for row in found]).values_list("pk", flat=True))
    found = [row for row in found if row[0] in live]
    begun = [row for row in found if row[1] <= today]
    running = [row for row in begun if row[2] >= today]
    for pk, _first, _last in (running or begun or found)[:1]:
        return CampaignPage.objects.select_related("period__region", "picture").get(pk=pk)
    return None


def campaigns_with_forms():
    """Live campaigns, newest first, for the list of forms."""
    return list(CampaignPage.objects.live().select_related("period").order_by("-period__first", "-pk")[:12])
