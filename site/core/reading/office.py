"""DOCX, XLSX, PPTX from their XML: every part that can hold words, also hidden ones."""

import re
import zipfile
from io import BytesIO

from core.reading import workbook, xml
from core.reading.reading import Reading, Reason, Stop

EMBEDDED_DEPTH = 2
_NUMBER = re.compile(r"(\d+)\.xml$")
# Which place a part stands for, by the beginning of its name.
_PLACES = (
    (re.compile(r"^word/document\d*\.xml$"), "paragraph"),
    (re.compile(r"^word/header\d*\.xml$"), "header"),
    (re.compile(r"^word/footer\d*\.xml$"), "footer"),
    (re.compile(r"^word/(foot|end)notes\.xml$"), "note"),
    (re.compile(r"(^|/)(threaded)?comments?[^/]*/?[^/]*\.xml$", re.IGNORECASE), "comment"),
    (re.compile(r"^ppt/slides/slide\d+\.xml$"), "slide"),
    (re.compile(r"^ppt/notesSlides/notesSlide\d+\.xml$"), "notes"),
    (re.compile(r"^docProps/"), "properties"),
)
_WITHOUT_WORDS = re.compile(
    r"(^|/)(styles|settings|webSettings|fontTable|theme\d*|numbering|calcChain|tableStyles|presProps|viewProps)\.xml$"
    r"|/theme/|^\[Content_Types\]"
)
_PICTURES = re.compile(r"/media/[^/]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|heic|jfif)$", re.IGNORECASE)
_STRANGE = re.compile(r"\.(bin|html?|mht|rtf|txt|pdf|docx?|xlsx?|pptx?|docm|xlsm|ole)$", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")
# Fewer characters than this beside pictures: the document is its pictures.
FEW = 30


def read(data: bytes, reading: Reading, depth: int = EMBEDDED_DEPTH):
    """Add the text of every part. Raises Stop for a file that is broken as a whole."""
    before = reading.characters
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if any(name.startswith("xl/") for name in names):
                workbook.read(archive, reading)
            for name in names:
                _read_part(archive, name, reading, depth)
    except (zipfile.BadZipFile, xml.Broken, KeyError, OSError, NotImplementedError):
        raise Stop(Reason.BROKEN) from None
    if reading.characters - before < FEW and any(_PICTURES.search(name) for name in names):
        reading.gap(("file",), Reason.PICTURE)


def _read_part(archive, name, reading, depth):
    reading.check_time()
    if _WITHOUT_WORDS.search(name) or name in workbook.PARTS or name.startswith("xl/worksheets/sheet"):
        return
    try:
        if name.endswith(".rels"):
            _read_links(archive, name, reading)
        elif name.endswith((".xml", ".vml")):
            _read_words(archive, name, reading)
        elif _STRANGE.search(name):
            _read_inside(archive, name, reading, depth)
    except xml.Broken:
        if name.endswith(".vml"):  # drawings of old are often no XML
            reading.add(("part", name[-60:]), _TAGS.sub(" ", archive.read(name).decode("utf-8", "replace")))
            return
        reading.gap(("part", name[-60:]), Reason.BROKEN)


def _read_words(archive, name, reading):
    """Paragraphs, each put together from its runs; outside paragraphs every element's own text and values."""
    kind = next((place for pattern, place in _PLACES if pattern.search(name)), None)
    number = _NUMBER.search(name)
    open_paragraphs: list[list[str]] = []
    count = 0
    for event, element in xml.elements(archive, name, events=("start", "end")):
        tag = xml.local(element)
        if event == "start":
            if tag == "p":
                open_paragraphs.append([])
            continue
        reading.check_time()
        if tag == "p" and open_paragraphs:
            count += 1
            value = count if kind == "paragraph" or not number else int(number.group(1))
            place = (kind, value) if kind else ("part", name[-60:])
            reading.add(place, "".join(open_paragraphs.pop()))
        elif open_paragraphs:
            open_paragraphs[-1].append(_words_of(tag, element))
        else:
            _read_loose(element, (kind, count) if kind else ("part", name[-60:]), reading)
        if not open_paragraphs:
            element.clear()


def _words_of(tag, element) -> str:
    if tag in {"t", "delText", "instrText"}:
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")


def _read_loose(element, place, reading):
    if element.text and not element.text.isspace():
        reading.add(place, element.text)
    for value in element.attrib.values():
        if sum(map(str.isdigit, value)) >= 11 and "://schemas" not in value:
            reading.add(place, value)


def _read_links(archive, name, reading):
    for _event, element in xml.elements(archive, name):
        if element.get("TargetMode") == "External":
            reading.add(("part", name[-60:]), element.get("Target", ""))


def _read_inside(archive, name, reading, depth):
    """A document inside the document: read when it is one of ours, else named."""
    if "/printerSettings" in name:
        return
    inner = archive.read(name)
    if depth and inner.startswith(b"PK\x03\x04") and name.lower().endswith((".docx", ".xlsx", ".pptx")):
        read(inner, reading, depth - 1)
    else:
        reading.gap(("inside", name.rpartition("/")[2][-60:]), Reason.FORMAT)
