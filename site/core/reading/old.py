"""DOC, XLS, PPT: the words that stand plainly in their streams, and the numbers of a workbook's cells. Best effort."""

import re
import struct

from core.intake import ole
from core.reading import workbook
from core.reading.reading import Reading, Reason, Stop

_MAIN = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
# At least this many digits and signs between them, as bytes and as UTF-16.
_BYTES = re.compile(rb"[0-9+][0-9 \-.()/]{9,40}[0-9Xx]")
_DIGIT_WIDE = rb"[0-9]\x00|[\x10-\x19]\xff"
_BETWEEN_WIDE = rb"[ \-.()/]\x00|[\x0b-\x0f]\x20"
_WIDE = re.compile(
    rb"(?:%b)(?:%b|%b){9,40}(?:%b|[Xx]\x00)" % (_DIGIT_WIDE, _DIGIT_WIDE, _BETWEEN_WIDE, _DIGIT_WIDE)
)
_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f]){4,}|[\x20-\x7e]{6,}")
FEW = 10
NUMBER, RK, MULRK, FORMULA, END = 0x0203, 0x027E, 0x00BD, 0x0006, 0x000A


def read(data: bytes, reading: Reading):
    """Add what can be found. Raises Stop when the container is broken or nothing in it reads like words."""
    try:
        container = ole.Container(data)
        name = next(name for name in _MAIN if name in container.names)
        stream = container.stream(name)
    except (ole.Damaged, StopIteration, struct.error):
        raise Stop(Reason.BROKEN) from None
    before = reading.characters
    for source in (stream, data):
        reading.check_time()
        _read_plain(source, reading)
    if name in {"Workbook", "Book"}:
        _read_records(stream, reading)
    words = sum(len(match.group()) for match in _WORDS.finditer(stream[512:]))
    if reading.characters == before and words < FEW:
        raise Stop(Reason.FORMAT)


def _read_plain(source, reading):
    for match in _BYTES.finditer(source):
        reading.add(("file",), match.group().decode("ascii"))
    for match in _WIDE.finditer(source):
        reading.add(("file",), match.group().decode("utf-16-le", "replace"))


def _read_records(stream, reading):
    """Cells that hold numbers; sheets are counted by their ends."""
    at, sheet = 0, 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if record == END:
            sheet += 1
        for row, column, value in _cells(record, body):
            written = workbook.as_digits(repr(float(value)))
            is_rounded = len(written) > workbook.EXACT_DIGITS and written.isdigit()
            reading.add(("sheet", str(sheet), f"{_letters(column)}{row + 1}"), written, is_rounded=is_rounded)
        at += 4 + length
        reading.check_time()


def _cells(record, body):
    try:
        if record in {NUMBER, FORMULA}:
            row, column = struct.unpack_from("<HH", body)
            yield row, column, struct.unpack_from("<d", body, 6)[0]
        elif record == RK:
            row, column = struct.unpack_from("<HH", body)
            yield row, column, _rk(struct.unpack_from("<I", body, 6)[0])
        elif record == MULRK:
            row, column = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                yield row, column + number, _rk(struct.unpack_from("<I", body, 6 + 6 * number)[0])
    except struct.error:
        return


def _rk(packed) -> float:
    """A number in the short form of BIFF: a whole number or the upper half of a float, maybe a hundredfold."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed))[0] >> 2)
    else:
        value = struct.unpack("<d", b"\x00\x00\x00\x00" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value


def _letters(column) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
