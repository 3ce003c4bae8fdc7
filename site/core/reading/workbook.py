"""Cells of an XLSX: shared strings, numbers typed as numbers, hidden sheets, headers and footers."""

import re
from decimal import Decimal, InvalidOperation

from core.reading import xml
from core.reading.reading import Reading, Reason

BOOK, BOOK_LINKS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
PARTS = frozenset({STRINGS})
_SHEET = re.compile(r"^xl/worksheets/sheet[^/]*\.xml$")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FLOAT = re.compile(r"[eE.]")
_MARGIN = re.compile(r"(?:odd|even|first)(Header|Footer)")
# Signs for bold, font, place and the like within a header.
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[A-Za-z])')
# A float keeps this many digits; those after it were lost when the number was typed.
EXACT_DIGITS = 15


def read(archive, reading: Reading):
    """Add every cell of every sheet, hidden ones too."""
    strings = _strings(archive, reading)
    titles = _titles(archive)
    for name in filter(_SHEET.match, archive.namelist()):
        try:
            _read_sheet(archive, name, titles.get(name, name[14:-4]), strings, reading)
        except xml.Broken:
            reading.gap(("sheet_part", titles.get(name, name[14:-4])), Reason.BROKEN)


def as_digits(value: str) -> str:
    """A number as the file keeps it, written out: 1.25E+7 is 12500000."""
    if not _FLOAT.search(value):
        return value
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    whole = number.to_integral_value()
    return f"{whole:f}" if number == whole else f"{number:f}"


def _strings(archive, reading) -> list[str]:
    if STRINGS not in archive.namelist():
        return []
    found = []
    for _event, element in xml.elements(archive, STRINGS):
        if xml.local(element) == "si":
            reading.check_time()
            found.append(_text_of(element))
            element.clear()
    return found


def _text_of(element) -> str:
    """Runs put together; the readings above characters (phonetics) left out."""
    if xml.local(element) == "t":
        return element.text or ""
    return "".join(_text_of(child) for child in element if xml.local(child) in {"t", "r"})


def _titles(archive) -> dict[str, str]:
    """Names of sheets by the part that holds them."""
    names = archive.namelist()
    if BOOK not in names or BOOK_LINKS not in names:
        return {}
    links = {
        link.get("Id"): "xl/" + link.get("Target", "").removeprefix("/xl/").removeprefix("./")
        for _event, link in xml.elements(archive, BOOK_LINKS)
    }
    sheets = (element for _event, element in xml.elements(archive, BOOK) if xml.local(element) == "sheet")
    return {links.get(sheet.get(_RELATION), ""): sheet.get("name", "") for sheet in sheets}


def _read_sheet(archive, name, title, strings, reading):
    for _event, element in xml.elements(archive, name):
        tag = xml.local(element)
        if tag == "c":
            reading.check_time()
            _read_cell(element, title, strings, reading)
        elif match := _MARGIN.fullmatch(tag):
            reading.add((match.group(1).lower(),), _CODES.sub(" ", element.text or ""))
        elif tag in {"formula1", "formula2"}:
            reading.add(("sheet_part", title), element.text or "")
        if tag in {"c", "row"}:
            element.clear()


def _read_cell(cell, title, strings, reading):
    place, kind = ("sheet", title, cell.get("r", "?")), cell.get("t", "n")
    for child in cell:
        tag, value = xml.local(child), child.text or ""
        if tag == "is":
            reading.add(place, _text_of(child))
        elif tag == "f":
            reading.add(place, value)
        elif tag == "v" and kind == "s":
            reading.add(place, strings[int(value)] if value.isdigit() and int(value) < len(strings) else "")
        elif tag == "v":
            written = as_digits(value) if kind == "n" else value
            is_rounded = kind == "n" and len(written) > EXACT_DIGITS and written.isdigit()
            reading.add(place, written, is_rounded=is_rounded)
