"""Documents: PDF and Office files, recognised by content. What is locked, holds macros or is a bomb stays outside."""

import re
import zipfile
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.intake import ole, store
from core.models import PrivateFile

MOST_ENTRIES = 10_000
MOST_UNPACKED = 200 * 1024 * 1024
# Office XML shrinks ten to fifty times; only a bomb shrinks a thousandfold.
MOST_RATIO = 400
CHUNK = 256 * 1024

PDF = ("application/pdf", ".pdf")
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": (OFFICE + "wordprocessingml.document", ".docx"),
    b"spreadsheetml.sheet.main+xml": (OFFICE + "spreadsheetml.sheet", ".xlsx"),
    b"presentationml.presentation.main+xml": (OFFICE + "presentationml.presentation", ".pptx"),
}
OLD_OFFICE = {
    "WordDocument": ("application/msword", ".doc"),
    "Workbook": ("application/vnd.ms-excel", ".xls"),
    "Book": ("application/vnd.ms-excel", ".xls"),
    "PowerPoint Document": ("application/vnd.ms-powerpoint", ".ppt"),
}
PDF_LOCKED = re.compile(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)")


def keep_document(upload, *, is_demo: bool = False) -> PrivateFile:
    """Keep a PDF or an Office file (DOCX, XLSX, PPTX, DOC, XLS, PPT) up to 20 MB as it is.

    Raises ValidationError for anything else, for locked, damaged or macro-enabled files and for zip bombs.
    """
    data = store.read(upload)
    content_type, ending = recognise(data)
    return store.keep(
        data, kind=PrivateFile.Kind.DOCUMENT, content_type=content_type, ending=ending, is_demo=is_demo
    )


def check_document(upload) -> tuple[str, str]:
    """Content type and ending of a document that is kept elsewhere; raises ValidationError as `keep_document` does."""
    found = recognise(store.read(upload))
    upload.seek(0)
    return found


def recognise(data: bytes) -> tuple[str, str]:
    """Content type and file ending of an acceptable document. Raises ValidationError."""
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _office_xml(data)
    if data.startswith(ole.SIGNATURE):
        return _old_office(data)
    raise _refusal_of_type()


def _pdf(data):
    if b"%%EOF" not in data[-4096:]:
        raise _damaged()
    if PDF_LOCKED.search(data):
        raise _locked()
    return PDF


def _office_xml(data):
    _check_directory(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data))
            _read_all(archive, entries)
            names = [entry.filename.lower() for entry in entries]
            if "[content_types].xml" not in names:
                raise _refusal_of_type()
            parts = archive.read(entries[names.index("[content_types].xml")]).replace(b"\x00", b"")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError, OSError):
        raise _damaged() from None
    if b"macroEnabled" in parts or any(name.endswith("vbaproject.bin") for name in names):
        raise _has_macros()
    for part, answer in MAIN_PARTS.items():
        if part in parts:
            return answer
    raise _refusal_of_type()


def _check_directory(data):
    """Refuse an absurd central directory before anything walks through it."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise _damaged()
    entries = int.from_bytes(data[end + 10 : end + 12], "little")
    directory_bytes = int.from_bytes(data[end + 12 : end + 16], "little")
    if entries > MOST_ENTRIES or directory_bytes > MOST_ENTRIES * 400:
        raise _bomb()


def _check_entries(entries, packed_bytes):
    unpacked_bytes = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked_bytes > MOST_UNPACKED:
        raise _bomb()
    if unpacked_bytes > 10 * 1024 * 1024 and unpacked_bytes > MOST_RATIO * packed_bytes:
        raise _bomb()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()


def _read_all(archive, entries):
    """Unpack everything once without keeping it: what is said of the sizes must be true and every checksum right."""
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _bomb()


def _old_office(data):
    try:
        container = ole.Container(data)
    except ole.Damaged:
        raise _damaged() from None
    names = container.names
    if "EncryptedPackage" in names:
        raise _locked()
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros"}:
        raise _has_macros()
    for name, answer in OLD_OFFICE.items():
        if name in names:
            if container.is_locked():
                raise _locked()
            return answer
    raise _refusal_of_type()


def _refusal_of_type():
    sentence = _("Only PDF, Word, Excel and PowerPoint files are accepted.")
    return ValidationError(sentence, code="wrong_type")


def _damaged():
    return ValidationError(_("This file is damaged or incomplete; please send it again."), code="damaged")


def _locked():
    sentence = _("This file is protected by a password; please remove the password and send it again.")
    return ValidationError(sentence, code="locked")


def _has_macros():
    sentence = _("This file contains macros; please save it without them and send it again.")
    return ValidationError(sentence, code="macros")


def _bomb():
    sentence = _("This file unpacks to far more than an ordinary document and is not accepted.")
    return ValidationError(sentence, code="bomb")
