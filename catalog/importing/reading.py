"""A CSV or XLSX file as rows, one at a time: whatever its encoding, delimiter, title lines and empty rows."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.importing.columns import BY_HEADING, REQUIRED, Column, bare
from core.intake.documents import recognise

# The headings stand in one of the first lines; above them may be a title and notes.
LOOKED_THROUGH = 20
# Fewer known headings than this are an ordinary line of words.
FEWEST_HEADINGS = 3
MOST_CELL = 20_000
MOST_ROWS = 300_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", "\t", ";", "，", "|")
MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
MOST_MERGED = 5_000
csv.field_size_limit(1 << 20)


@dataclass
class Table:
    """What a file says: which column stands where, and its rows as (number in the file, values)."""

    columns: list[tuple[int, Column]]
    unknown: list[str]
    rows: Iterator[tuple[int, list]]
    # Cells that lie under a merged one, as (row, position): empty to a program, filled to the eye.
    merged: set[tuple[int, int]]
    is_sheet: bool

    def place(self, position: int) -> str:
        """The column as people find it: a letter in a spreadsheet, else its number."""
        from openpyxl.utils import get_column_letter

        return get_column_letter(position + 1) if self.is_sheet else str(position + 1)


@contextmanager
def opened(path) -> Iterator[Table]:
    """The table in the file at `path`. Raises ValidationError with a sentence for what is no such file."""
    path = Path(path)
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise ValidationError(_("This file is empty."), code="empty")
    if start.startswith(b"PK\x03\x04"):
        with _sheet(path) as table:
            yield table
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(
            _("This is an old XLS file: save it as XLSX or CSV and send it again."), code="xls"
        )
    else:
        with path.open("rb") as file:
            encoding = encoding_of(file)
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield _csv(file)


def encoding_of(file) -> str:
    """UTF-8 or UTF-16 by their marks, else UTF-8 where the whole file is, else GB18030. Raises ValidationError."""
    file.seek(0)
    start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        if _is(file, name):
            return name
    raise ValidationError(
        _("This is neither a CSV file in UTF-8 or GB18030 nor an XLSX file."), code="encoding"
    )


def _is(file, name) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    file.seek(0)
    try:
        while some := file.read(1 << 20):
            if "\x00" in decoder.decode(some):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv(file) -> Table:
    start = "".join(line for _number, line in zip(range(LOOKED_THROUGH), file, strict=False))
    found = [(len(_known(_split(start, mark))), -order, mark) for order, mark in enumerate(DELIMITERS)]
    mark = max(found)[2]
    file.seek(0)
    return _table(_csv_rows(file, mark), is_sheet=False)


def _split(start, mark) -> list[str]:
    rows = list(csv.reader(io.StringIO(start), delimiter=mark))
    return max(rows, key=lambda row: len(_known(row)), default=[])


def _csv_rows(file, mark):
    lines = csv.reader(file, delimiter=mark)
    before = 0
    try:
        for row in lines:
            # As an editor counts: a cell with line breaks takes several lines, the row is its first.
            yield before + 1, row
            before = lines.line_num
    except csv.Error:
        raise ValidationError(
            _("Line %(line)s cannot be read: a quotation mark is not closed, or a cell is far too long."),
            code="csv",
            params={"line": before + 1},
        ) from None


def _known(row) -> list[Column]:
    return [column for cell in row if (column := BY_HEADING.get(bare(cell)))]


@contextmanager
def _sheet(path) -> Iterator[Table]:
    content_type, _ending = recognise(path.read_bytes())
    if not content_type.endswith("spreadsheetml.sheet"):
        raise ValidationError(_("This is no spreadsheet: send a CSV or an XLSX file."), code="type")
    import openpyxl  # memory that most processes never need

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            yield _first_table(book, path)
        finally:
            book.close()
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, zipfile.BadZipFile):
        raise ValidationError(
            _("This spreadsheet is damaged: open it, save it anew and send it again."), code="damaged"
        ) from None


def _first_table(book, path) -> Table:
    """The first sheet with the headings; the first sheet's complaint where none has them."""
    complaint = None
    for sheet in book.worksheets:
        # What a file says of its own size may be a million rows, or wrong.
        sheet.reset_dimensions()
        try:
            table = _table(enumerate(sheet.iter_rows(values_only=True), start=1), is_sheet=True)
        except ValidationError as error:
            complaint = complaint or error
            continue
        table.merged = _merged(path, sheet)
        return table
    raise complaint or ValidationError(_("This file is empty."), code="empty")


def _merged(path, sheet) -> set:
    from openpyxl.utils import range_boundaries

    found = set()
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
        # They stand behind the rows; a piece is kept, so that none is cut in two.
        rest = b""
        while some := part.read(1 << 20):
            rest += some
            for match in MERGED.finditer(rest):
                left, top, right, bottom = range_boundaries(match.group(1).decode())
                if len(found) < MOST_MERGED:
                    found |= {
                        (row, column - 1)
                        for row in range(top, min(bottom, top + MOST_MERGED) + 1)
                        for column in range(left, min(right, left + 100) + 1)
                        if (row, column) != (top, left)
                    }
            rest = rest[-200:]
    return found


def _table(rows, *, is_sheet) -> Table:
    for (_number, row), _line in zip(rows, range(LOOKED_THROUGH), strict=False):
        if len(_known(row)) >= FEWEST_HEADINGS:
            columns, unknown = _columns(row)
            return Table(columns, unknown, _filled(rows), set(), is_sheet)
    raise ValidationError(
        _("No line with the headings was found. Needed are: %(headings)s. The template has all of them."),
        code="headings",
        params={"headings": "、".join(column.heading for column in REQUIRED)},
    )


def _columns(row):
    columns, unknown, seen = [], [], set()
    for position, cell in enumerate(row):
        column = BY_HEADING.get(bare(cell))
        if column is None:
            unknown += [str(cell).strip()[:40]] if str(cell or "").strip() else []
            continue
        if column.key in seen:
            raise ValidationError(
                _("The column “%(heading)s” stands in the file twice."),
                code="twice",
                params={"heading": column.heading},
            )
        seen.add(column.key)
        columns.append((position, column))
    missing = [column.heading for column in REQUIRED if column.key not in seen]
    if missing:
        raise ValidationError(
            _("These columns are missing: %(headings)s."),
            code="missing",
            params={"headings": "、".join(missing)},
        )
    return columns, unknown


def _filled(rows):
    """The rows in which anything stands; a million empty ones cost a moment and nothing else."""
    count = 0
    for number, row in rows:
        if any(cell not in (None, "") for cell in row) and any(
            str(cell).strip() for cell in row if cell is not None
        ):
            count += 1
            if count > MOST_ROWS:
                raise ValidationError(
                    _("A file may have %(most)s products at most: divide it."),
                    code="rows",
                    params={"most": MOST_ROWS},
                )
            yield number, row
