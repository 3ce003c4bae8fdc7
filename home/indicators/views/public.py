"""The statistics form in public: the page, its drill-down, its downloads, and the reports behind each number."""

import datetime
from dataclasses import dataclass, field

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.facts import ActivityKind
from activities.measures import BY_KEY, MEASURES
from activities.models import ActivityPage
from activities.views.public import report_entries
from content import feeds
from content.models import SiteSettings
from home.indicators import exports
from home.indicators.models import Filing, Period
from home.indicators.queries import counted, form_rows, own_reports, period_rows
from home.indicators.views import sheet
from regions import queries as regions
from regions.models import Level, Region

PER_PAGE = 20
MONTH_FILTER_LIMIT = 24


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the form: which region, which days, and the addresses that keep the question."""

    top: Region
    region: Region
    first: datetime.date | None
    last: datetime.date | None
    tag: str
    title: str
    form_url: str
    reports_url: str
    period: Period | None = None
    query: dict = field(default_factory=dict)

    @property
    def is_drilled(self) -> bool:
        return self.region.pk != self.top.pk

    def rows(self):
        """The form's rows; with what was filed when it is a period's form."""
        if self.period:
            return period_rows(self.period, self.region)
        return form_rows(self.region, self.first, self.last, self.tag)


def ask_period(request, period, *, form_url, reports_url) -> Asked:
    """The form of a period. Raises Http404 for a region that lies outside it."""
    region = _region(request, period.region)
    return Asked(
        period.region,
        region,
        period.first,
        period.last,
        period.tag,
        period.heading,
        form_url,
        reports_url,
        period,
    )


def ask_months(request, *, form_url, reports_url) -> Asked:
    """The form of the months asked for (?from=2020-09&to=2020-10); without them all that was ever counted."""
    top = regions.root()
    first, last = _month(request, "from"), _month(request, "to")
    if last:
        last = (last.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    if first and last and last < first:
        raise Http404
    query = {name: request.GET[name] for name in ("from", "to") if request.GET.get(name)}
    title = _("%(region)s: statistics form of consumption assistance activities") % {"region": top.name}
    return Asked(top, _region(request, top), first, last, "", title, form_url, reports_url, None, query)


def show_form(request, page, asked):
    """The page with the form, its definitions and downloads."""
    rows = asked.rows()
    return page.render(
        request,
        context_overrides={
            "asked": asked,
            "lines": sheet.lines(rows, asked),
            "headings": sheet.headings(),
            "measures": MEASURES,
            "span": exports.span_words(asked.first, asked.last),
            "footer_lines": exports.footer_lines(asked.period, SiteSettings.for_request(request)),
            "filings": _accepted(asked),
            "has_reports": rows[0].reports > 0,
        },
        template="home/indicators/form_page.html",
    )


def print_form(request, page, asked):
    """The form alone, laid out for paper."""
    with override("zh-hans"):
        context = {
            "page": page,
            "asked": asked,
            "rows": asked.rows(),
            "columns": exports.FORM_COLUMNS,
            "footer_lines": exports.footer_lines(asked.period, SiteSettings.for_request(request)),
            "lines": [],
        }
        context["lines"] = sheet.lines(context["rows"], asked)
        return render(request, "home/indicators/form_print.html", context)


def download_xlsx(request, asked):
    """The form as a workbook, exactly as the official one is laid out."""
    with override("zh-hans"):
        footer = exports.footer_lines(asked.period, SiteSettings.for_request(request))
        notes = [] if asked.period else [exports.span_words(asked.first, asked.last)]
        return exports.xlsx_form(
            f"{_name(asked)}.xlsx", asked.title, asked.rows(), notes=notes, footer=footer
        )


def download_csv(request, asked):
    """The form as CSV."""
    with override("zh-hans"):
        return exports.csv_form(f"{_name(asked)}.csv", asked.rows())


def show_reports(request, page, asked):
    """The reports behind a number (?region=&own=&measure=&kind=&month=), the number itself on top."""
    reports, chosen = _narrowed(request, asked)
    measure = chosen["measure"]
    number = reports.aggregate(sum=Sum(measure.key))["sum"] or 0 if measure else None
    order = ["-ended_on", "-pk"]
    pages = Paginator(reports.order_by(*order).values_list("pk", flat=True), PER_PAGE)
    try:
        page_obj = pages.page(request.GET.get("page", 1))
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    found = (
        ActivityPage.objects.filter(pk__in=list(page_obj.object_list))
        .select_related("kind", "region")
        .order_by(*order)
    )
    for report in found:
        report.figure = exports.shown(measure, getattr(report, measure.key)) if measure else ""
    return page.render(
        request,
        context_overrides={
            "asked": asked,
            "reports": found,
            "page_obj": page_obj,
            "number": exports.shown(measure, number) if measure else "",
            "span": exports.span_words(asked.first, asked.last),
            "region_choices": _region_choices(asked),
            "kinds": ActivityKind.objects.all(),
            "months": months_of(asked),
            "measures": MEASURES,
            **chosen,
        },
        template="home/indicators/reports_page.html",
    )


def report_feed(request, page, asked):
    """The newest counted reports of the question as Atom."""
    reports = counted(asked.region, asked.first, asked.last, asked.tag)
    newest = reports.select_related("kind", "region", "organization").order_by("-ended_on", "-pk")
    return feeds.atom(
        request,
        title=page.title,
        path=page.get_url(request),
        description=page.description or page.title,
        entries=report_entries(request, newest[: feeds.LENGTH]),
    )


def months_of(asked) -> list[str]:
    """The months of the span, newest last; none for an open or a very long one."""
    if not (asked.first and asked.last):
        return []
    day, months = asked.first.replace(day=1), []
    while day <= asked.last and len(months) <= MONTH_FILTER_LIMIT:
        months.append(f"{day:%Y-%m}")
        day = (day + datetime.timedelta(days=32)).replace(day=1)
    return months if 1 < len(months) <= MONTH_FILTER_LIMIT else []


def _narrowed(request, asked):
    """The counted reports of the question, and what was chosen."""
    reports = counted(asked.region, asked.first, asked.last, asked.tag)
    is_own = request.GET.get("own") == "1"
    if is_own:
        reports = own_reports(reports, asked.region)
    measure = BY_KEY.get(request.GET.get("measure", ""))
    if measure:
        reports = reports.filter(**{f"{measure.key}__gt": 0})
    kind = ActivityKind.objects.filter(key=request.GET.get("kind", "")).first()
    if kind:
        reports = reports.filter(kind=kind)
    month = _month(request, "month")
    if month:
        after = (month + datetime.timedelta(days=32)).replace(day=1)
        reports = reports.filter(ended_on__gte=month, ended_on__lt=after)
    return reports, {
        "measure": measure,
        "kind": kind,
        "month": f"{month:%Y-%m}" if month else "",
        "is_own": is_own,
    }


def _region_choices(asked):
    """The regions one may narrow to: what lies directly in the one asked for, or beside it."""
    inside = asked.region if asked.region.level < Level.COUNTY else asked.region.parent
    return regions.children_of(inside.pk, max_level=Level.COUNTY)


def _accepted(asked):
    """Filings accepted for the region looked at, with their words."""
    if asked.period is None:
        return []
    filings = Filing.objects.accepted().filter(period=asked.period, region=asked.region)
    return list(filings.select_related("region", "organization", "period"))


def _name(asked) -> str:
    return f"{asked.title}（{asked.region.name}）" if asked.is_drilled else asked.title


def _region(request, top) -> Region:
    """The region asked for by code or its leading digits, inside `top`; `top` without one. Raises Http404."""
    code = request.GET.get("region", "")
    if not code:
        return top
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9}):
        raise Http404
    code = code if len(code) == 9 else code.ljust(6, "0")
    region = Region.objects.governed().select_related("parent").filter(code=code).first()
    if region is None or not top.contains(region):
        raise Http404
    return region


def _month(request, name) -> datetime.date | None:
    """The first day of a month given as 2020-09. Raises Http404 for anything else."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
