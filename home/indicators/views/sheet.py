"""Lines and cells ready to print: a form for the public, a filing's figures beside the computed ones."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString

from activities.measures import MEASURES
from home.indicators.exports import heading_of, shown, signed
from home.indicators.queries import OWN, TOTAL, form_rows, vouched_figures

CSS = {"total": "total", "prefecture": "group", "own": "sub", "county": "sub"}


@dataclass(frozen=True)
class Cell:
    """A figure and where it opens; `difference` is what the prefecture vouches for beyond it."""

    text: str
    url: str = ""
    difference: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the page's table."""

    row: object
    css: str
    url: str
    cells: list[Cell]
    vouched: list[Cell]

    @property
    def figures(self) -> SafeString:
        """The cells as HTML: over a thousand on the province's form, which template tags would take their time over."""
        return SafeString("".join(_html(cell) for cell in self.cells))


def lines(rows, asked) -> list[Line]:
    """The form's rows as lines of links; a zero is not a link, since nothing lies behind it."""
    return [Line(row, CSS[row.kind], _row_url(row, asked), _cells(row, asked), _vouched(row)) for row in rows]


def _html(cell) -> str:
    if not cell.url:
        return f'<td class="num">{escape(cell.text)}</td>'
    return f'<td class="num"><a href="{escape(cell.url)}">{escape(cell.text)}</a></td>'


def headings() -> list[str]:
    """The eight headings in the reader's language."""
    return [heading_of(measure) for measure in MEASURES]


def reports_url(asked, row, measure=None) -> str:
    """Where a number opens: the reports of this line, of this measure."""
    query = {**asked.query, "region": row.code}
    if row.kind == OWN:
        query["own"] = "1"
    if measure:
        query["measure"] = measure.key
    return f"{asked.reports_url}?{urlencode(query)}"


def _row_url(row, asked):
    if row.kind == "prefecture":
        return f"{asked.form_url}?{urlencode({**asked.query, 'region': row.code})}"
    return reports_url(asked, row) if row.reports and row.kind != TOTAL else ""


def _cells(row, asked) -> list[Cell]:
    behind = reports_url(asked, row) if row.reports else ""
    return [
        Cell(shown(m, row.values[m.key]), f"{behind}&measure={m.key}" if row.values[m.key] else "")
        for m in MEASURES
    ]


def _vouched(row) -> list[Cell]:
    if not row.vouched:
        return []
    differences = row.differences()
    return [
        Cell(
            shown(m, row.vouched.get(m.key, row.values[m.key])),
            difference=signed(m, differences[m.key]) if m.key in differences else "",
        )
        for m in MEASURES
    ]


@dataclass(frozen=True)
class Vouched:
    """One measure of a filing: what the form computes, what the office stands for, and the difference."""

    measure: object
    computed: str
    vouched: str
    difference: str


@dataclass(frozen=True)
class FilingSheet:
    """A filing laid out for reading: its measures, its lines with remarks."""

    rows: list
    figures: list[Vouched]


def sheet_of(filing) -> FilingSheet:
    """What was handed in, or for a draft what the form computes now, with the figures and remarks of the filing."""
    rows = filing_rows(filing)
    computed = computed_figures(filing) if filing.computed and not filing.is_editable else rows[0].values
    vouched = vouched_figures(filing)
    figures = []
    for measure in MEASURES:
        mine, theirs = vouched.get(measure.key), computed[measure.key]
        differs = mine is not None and mine != theirs
        figures.append(
            Vouched(
                measure,
                shown(measure, theirs),
                "" if mine is None else shown(measure, mine),
                signed(measure, mine - theirs) if differs else "",
            )
        )
    return FilingSheet(rows, figures)


def computed_figures(filing) -> dict:
    """The total of the figures that were computed when the filing was handed in."""
    stored = filing.computed["rows"][0]["values"]
    kinds = {measure.key: measure.is_money for measure in MEASURES}
    return {key: Decimal(value) if kinds[key] else int(value) for key, value in stored.items()}


def filing_rows(filing) -> list:
    """The filing's block of the form as computed now, with its own remarks."""
    period = filing.period
    rows = form_rows(filing.region, period.first, period.last, period.tag)
    rows[0].name = filing.region.name
    for row in rows:
        row.remark = filing.remarks.get(remark_key(row), "")
    return rows


def remark_key(row) -> str:
    """How a line is named among a filing's remarks: its code, the office's own line apart."""
    return f"{row.code}-own" if row.kind == OWN else row.code
