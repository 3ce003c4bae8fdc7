"""The form as it leaves the house: eleven columns declared once for page, XLSX, CSV and print (M01-M14)."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.measures import MEASURES
from core import money, sheets
from core.sheets import Column

# The wording of the official form; the sheet is Chinese whatever the reader's language.
FORM_COLUMNS = [
    Column("number", "序号", kind=sheets.COUNT, width=6),
    Column("name", "市县", width=26),
    *[
        Column(f"values.{m.key}", m.heading, kind=sheets.WAN if m.is_money else sheets.COUNT, width=13)
        for m in MEASURES
    ],
    Column("remark", "备注", width=28),
]


def heading_of(measure) -> str:
    """The column's heading: the form's own words in Chinese, label and unit in another language."""
    return measure.heading if (get_language() or "").startswith("zh") else f"{measure.label} ({measure.unit})"


def shown(measure, value) -> str:
    """A figure as the form prints it: 万元 with two decimals, counts with thousands separators."""
    if not measure.is_money:
        return f"{int(value):,}"
    return f"{(Decimal(value) / money.UNITS[money.WAN]).quantize(money.CENT, ROUND_HALF_UP):,}"


def signed(measure, value) -> str:
    """A difference with its sign."""
    return f"{'+' if Decimal(value) > 0 else '−'}{shown(measure, abs(Decimal(value)))}"


def footer_lines(period, contacts) -> list[str]:
    """What stands under the form: who seals, until when, and the contact from the site's settings (M13, M14)."""
    lines = []
    if period and period.deadline:
        lines.append(
            _(
                "Note: summarised and sealed by the offices of cities and prefectures; this form and the work summary "
                "are due at the provincial office by %(year)s-%(month)s-%(day)s."
            )
            % {"year": period.deadline.year, "month": period.deadline.month, "day": period.deadline.day}
        )
    named = [
        (_("Contact: %(value)s"), contacts.form_contact),
        (_("Telephone: %(value)s"), contacts.form_phone),
        (_("E-mail: %(value)s"), contacts.form_email),
    ]
    contact = "　".join(words % {"value": value} for words, value in named if value)
    return [*lines, contact] if contact else lines


def span_words(first, last) -> str:
    """The days a form covers, in words."""
    if first is None and last is None:
        return _("all reports counted so far")
    values = {"first": first.isoformat() if first else "…", "last": last.isoformat() if last else "…"}
    return _("activities ended from %(first)s to %(last)s") % values


def xlsx_form(filename, title, rows, *, notes=(), footer=()):
    """The form as a workbook to download."""
    return sheets.xlsx_response(filename, FORM_COLUMNS, rows, title=title, notes=notes, footer=footer)


def csv_form(filename, rows):
    """The form as CSV to download."""
    return sheets.csv_response(filename, FORM_COLUMNS, rows)
