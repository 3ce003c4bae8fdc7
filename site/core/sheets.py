"""Tables that leave the house: columns are declared once; page, CSV, XLSX and API rows follow."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from core import money

# A cell that begins like this is a formula to a spreadsheet, also in full width (CSV injection).
FORMULA_STARTS = tuple("=+-@＝＋－＠")
EXCEL_TEXT_LIMIT = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TEXT, COUNT, YUAN, WAN, DATE, PERCENT = "text", "count", "yuan", "wan", "date", "percent"
NUMBER_FORMATS = {COUNT: "#,##0", YUAN: "#,##0.00", WAN: "#,##0.00", PERCENT: "0.0%", DATE: "yyyy-mm-dd"}
WIDTHS = {TEXT: 24, DATE: 12}


@dataclass(frozen=True)
class Column:
    """One column. `key` is a mapping key, an attribute path (`region.name`) or a function of the row.

    `kind` is text, count, yuan, wan (yuan shown in 万元), date or percent (a ratio).
    """

    key: str | Callable
    label: object
    unit: object = ""
    kind: str = TEXT
    width: int = 0

    @property
    def heading(self) -> str:
        """The label with its unit behind it."""
        return f"{self.label}（{self.unit}）" if self.unit else str(self.label)

    @property
    def name(self) -> str:
        """The column's name in API rows."""
        return self.key if isinstance(self.key, str) else self.key.__name__

    def value(self, row):
        """The cell as a plain Python value: text, int, Decimal, date or None."""
        value = self.key(row) if callable(self.key) else _look_up(row, self.key)
        if isinstance(value, datetime):
            local = timezone.localtime(value)
            value = local.date() if self.kind == DATE else f"{local:%Y-%m-%d %H:%M}"
        if value is None or self.kind == DATE:
            return value
        if self.kind == WAN:
            return money.in_unit(value, money.WAN)
        return str(value) if self.kind == TEXT else value


def _look_up(row, path):
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else getattr(row, name, None)
    return row


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for more than text."""
    return text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(FORMULA_STARTS)


def neutral(text: str) -> str:
    """The text with an apostrophe before it when it is_formula."""
    return f"'{text}" if is_formula(text) else text


def records(columns: Iterable[Column], rows: Iterable) -> Iterator[dict]:
    """Rows for the API: {name: value}."""
    for row in rows:
        yield {column.name: column.value(row) for column in columns}


class _Echo:
    """A file that hands back what is written to it, so that a CSV can leave row by row."""

    def write(self, text):
        return text


def write_csv(columns: list[Column], rows: Iterable, *, footer: Iterable = ()) -> Iterator[str]:
    """CSV line by line, led by the byte order mark without which Excel misreads Chinese; the footer's lines last."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([neutral(column.heading) for column in columns])
    for row in rows:
        yield writer.writerow([_csv_cell(column, column.value(row)) for column in columns])
    for words in footer:
        yield writer.writerow([neutral(str(words))])


def _csv_cell(column, value):
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return value.isoformat() if isinstance(value, date) else value


def csv_response(filename: str, columns: list[Column], rows: Iterable, **words) -> StreamingHttpResponse:
    """A download that begins before the last row is read; `words` is the footer of `write_csv`."""
    lines = write_csv(columns, rows, **words)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response


def write_xlsx(
    stream,
    columns: list[Column],
    rows: Iterable,
    *,
    title: str = "",
    notes: Iterable = (),
    footer: Iterable = (),
) -> None:
    """One sheet into `stream`, in constant memory: title and notes above, the table, the footer's lines below.

    Text is always written as text, so nothing typed by anybody becomes a formula or a link.
    """
    import xlsxwriter  # memory that most processes never need

    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "in_memory": False})
    sheet = book.add_worksheet()
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width or WIDTHS.get(column.kind, 14))
    line = _write_head(book, sheet, columns, title, notes)
    formats = [_format(book, column) for column in columns]
    for row in rows:
        for index, column in enumerate(columns):
            _write_cell(sheet, line, index, column.value(row), formats[index])
        line += 1
    for words in footer:
        sheet.write_string(line, 0, str(words)[:EXCEL_TEXT_LIMIT])
        line += 1
    book.close()


def _write_head(book, sheet, columns, title, notes) -> int:
    """The lines above the table; the number of the first line after them."""
    line = 0
    if title:
        style = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        sheet.set_row(0, 30)
        if len(columns) > 1:
            sheet.merge_range(0, 0, 0, len(columns) - 1, "", style)
        sheet.write_string(0, 0, str(title), style)
        line = 1
    for words in notes:
        sheet.write_string(line, 0, str(words)[:EXCEL_TEXT_LIMIT])
        line += 1
    style = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
    )
    for index, column in enumerate(columns):
        sheet.write_string(line, index, column.heading, style)
    sheet.freeze_panes(line + 1, 0)
    return line + 1


def _format(book, column):
    options = {"border": 1, "valign": "vcenter"}
    if column.kind in NUMBER_FORMATS:
        options["num_format"] = NUMBER_FORMATS[column.kind]
    else:
        options["text_wrap"] = True
    return book.add_format(options)


def _write_cell(sheet, line, index, value, style):
    if value is None:
        sheet.write_blank(line, index, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, index, value[:EXCEL_TEXT_LIMIT], style)
    elif isinstance(value, date):
        sheet.write_datetime(line, index, value, style)
    else:
        sheet.write_number(line, index, value, style)


def xlsx_response(filename: str, columns: list[Column], rows: Iterable, **words) -> HttpResponse:
    """A workbook to download; `words` are title, notes and footer of `write_xlsx`."""
    stream = BytesIO()
    write_xlsx(stream, columns, rows, **words)
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
