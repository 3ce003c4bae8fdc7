"""PDF: text page by page, form fields, remarks and properties; scans are named, never passed by silently."""

import logging
from io import BytesIO

from core.reading.reading import Reading, Reason, Stop

# A page that shows a picture and fewer characters than this is a scan with a stamp or a page number on it.
FEW = 30
# Share of characters that no font could tell.
GARBLED = 0.3
MOST_PAGES = 5000

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(data: bytes, reading: Reading):
    """Add the text of every page. Raises Stop for a file that is locked or broken as a whole."""
    from pypdf import PdfReader  # 13 MB that most processes never need

    try:
        document = PdfReader(BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Stop(Reason.LOCKED)
        pages = len(document.pages)
    except Stop:
        raise
    except Exception:  # pypdf raises whatever a broken file makes it trip over
        raise Stop(Reason.BROKEN) from None
    if not pages:
        raise Stop(Reason.BROKEN)
    if pages > MOST_PAGES:
        raise Stop(Reason.TOO_LARGE)
    for number in range(pages):
        _read_page(document, number, reading)
    for part in (_read_fields, _read_properties, _read_inside):
        _try(part, document, reading)


def _try(part, document, reading):
    try:
        part(document, reading)
    except Stop:
        raise
    except Exception:
        reading.gap(("properties",), Reason.BROKEN)


def _read_page(document, number, reading):
    place = ("page", number + 1)
    reading.check_time()
    try:
        page = document.pages[number]
        text = page.extract_text(visitor_operand_before=reading.check_time)
        seen = sum(_read_line(place, line, reading) for line in text.splitlines())
        _read_remarks(page, place, reading)
        if seen < FEW and _shows_picture(page, document):
            reading.gap(place, Reason.PICTURE)
        elif _is_garbled(text):
            reading.gap(place, Reason.GARBLED)
    except Stop:
        raise
    except Exception:
        reading.gap(place, Reason.BROKEN)


def _read_line(place, line, reading):
    return reading.add(place, line)


def _read_remarks(page, place, reading):
    for remark in page.get("/Annots") or []:
        entry = remark.get_object()
        for key in ("/Contents", "/V", "/RC"):
            if isinstance(value := entry.get(key), str):
                reading.add(place, value)
        action = entry.get("/A")
        target = action.get_object().get("/URI") if action else None
        if isinstance(target, str):
            reading.add(place, target)


def _shows_picture(page, document) -> bool:
    """Pictures among what the page draws, also inside drawings; or written into the page itself."""
    if _has_image((page.get("/Resources") or {}), depth=4):
        return True
    contents = page.get_contents()
    if contents is None:
        return False
    from pypdf.generic import ContentStream  # see read

    operations = ContentStream(contents, document).operations
    drawn = sum(operator in {b"f", b"F", b"f*", b"S", b"B"} for _operands, operator in operations)
    # Letters drawn as outlines: much is painted and nothing is written.
    return any(operator == b"INLINE IMAGE" for _operands, operator in operations) or drawn > 50


def _has_image(resources, depth) -> bool:
    if depth == 0:
        return True
    drawings = (resources.get_object() if hasattr(resources, "get_object") else resources).get(
        "/XObject"
    ) or {}
    for drawing in drawings.get_object().values() if drawings else ():
        entry = drawing.get_object()
        if entry.get("/Subtype") == "/Image":
            return True
        if entry.get("/Subtype") == "/Form" and _has_image(entry.get("/Resources") or {}, depth - 1):
            return True
    return False


def _is_garbled(text) -> bool:
    signs = [sign for sign in text if not sign.isspace()]
    strange = sum(
        1
        for sign in signs
        if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" or (sign < " " or sign == "\x7f")
    )
    return len(signs) >= FEW and strange > GARBLED * len(signs)


def _read_fields(document, reading):
    for name, field in (document.get_fields() or {}).items():
        if isinstance(value := field.get("/V"), str):
            reading.add(("form", str(name)[:40]), value)


def _read_properties(document, reading):
    for value in (document.metadata or {}).values():
        if isinstance(value, str):
            reading.add(("properties",), value)


def _read_inside(document, reading):
    for name in document.attachments:
        reading.gap(("inside", str(name)[:60]), Reason.FORMAT)
