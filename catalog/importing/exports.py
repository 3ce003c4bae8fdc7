"""What leaves: the empty table to fill in, the errors of a file, and the check's findings in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.importing.columns import COLUMNS
from core import sheets

ERROR_COLUMNS = [
    sheets.Column(lambda error: error[0] or None, gettext_lazy("row"), kind=sheets.COUNT),
    sheets.Column(lambda error: error[1], gettext_lazy("column")),
    sheets.Column(lambda error: error[2], gettext_lazy("heading")),
    sheets.Column(lambda error: error[3], gettext_lazy("what stands there")),
    sheets.Column(lambda error: error[4], gettext_lazy("what is wrong")),
]


def template_columns() -> list[sheets.Column]:
    """The headings of the table to fill in: one of the two ways to write the value."""
    offered = [column for column in COLUMNS if column.key != "commodity_value_yuan"]
    return [
        sheets.Column(column.key, column.heading, width=max(12, len(column.heading) * 2 + 2))
        for column in offered
    ]


def template_rows() -> list[dict]:
    """One example, to be written over."""
    return [{column.key: column.example for column in COLUMNS}]


def write_template(path) -> None:
    """The empty table as CSV or XLSX, by the ending of `path`."""
    if path.suffix.lower() == ".xlsx":
        with path.open("wb") as file:
            sheets.write_xlsx(file, template_columns(), template_rows())
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(sheets.write_csv(template_columns(), template_rows()))


def error_lines(errors):
    """The errors as CSV, line by line."""
    return sheets.write_csv(ERROR_COLUMNS, errors)


def place_of(row, column, heading) -> str:
    """Where something stands, as the beginning of a sentence: “row 12, column C (产地): ”; "" for the whole file."""
    if not row:
        return ""
    if not heading:
        return _("Row %(row)s: ") % {"row": row}
    if not column:
        return _("Row %(row)s, “%(heading)s”: ") % {"row": row, "heading": heading}
    return _("Row %(row)s, column %(column)s “%(heading)s”: ") % {
        "row": row,
        "column": column,
        "heading": heading,
    }


def summary(report) -> list[str]:
    """What a check found and would do, a line each."""
    return [f"{words}：{number}" for words, number in summary_of({**vars(report)})]


def summary_of(report: dict) -> list[tuple[str, int]]:
    """(words, number) of everything that a check counted, from a stored report; what is nought is left out."""
    counted = (
        (_("rows read"), report.get("rows")),
        (_("new certified products"), report.get("certified")),
        (_("new ordinary products"), report.get("ordinary")),
        (_("of the new ones, past their validity"), report.get("expired")),
        (_("products that would change"), report.get("updates")),
        (_("suppliers that would be opened"), report.get("supplier_count")),
        (_("errors"), report.get("error_count")),
    )
    return [(words, number) for words, number in counted if number]
