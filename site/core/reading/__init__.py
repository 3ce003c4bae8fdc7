"""The text of files, by place: PDF and Office, new and old, for looking through and never for showing.

`read(data)` never raises: whatever cannot be read stands among the reading's `gaps`. Bounded in size and time.
"""

from django.core.exceptions import ValidationError

from core.intake.documents import recognise
from core.intake.store import MOST_BYTES
from core.reading import office, old, pdf, plain
from core.reading.reading import Piece, Reading, Reason, Stop, place_words

__all__ = ["VERSION", "Piece", "Reading", "Reason", "place_words", "read"]

# To be raised when more can be read than before: files are then read again.
VERSION = 1
_READERS = {".pdf": pdf.read, ".docx": office.read, ".xlsx": office.read, ".pptx": office.read}
_READERS |= dict.fromkeys((".doc", ".xls", ".ppt"), old.read)
_REASONS = {"locked": Reason.LOCKED, "damaged": Reason.BROKEN, "bomb": Reason.TOO_LARGE}
WHOLE = ("file",)


def read(data: bytes) -> Reading:
    """The text of a file's bytes, by place, with the gaps where nothing could be read."""
    reading = Reading()
    try:
        _read(data, reading)
    except Stop as stop:
        reading.gap(WHOLE, stop.reason)
    except RecursionError:
        reading.gap(WHOLE, Reason.BROKEN)
    return reading


def _read(data, reading):
    if len(data) > MOST_BYTES:
        raise Stop(Reason.TOO_LARGE)
    try:
        ending = recognise(data)[1]
    except ValidationError as refusal:
        if refusal.code == "locked" and data.lstrip().startswith(b"%PDF-"):
            # Many PDFs are locked against changes only and open without a password.
            return pdf.read(data, reading)
        if refusal.code == "wrong_type" and plain.read(data, reading):
            return None
        raise Stop(_REASONS.get(refusal.code, Reason.FORMAT)) from None
    return _READERS[ending](data, reading)
