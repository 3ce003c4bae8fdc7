import struct

import pytest
from django.core.exceptions import ValidationError

from core import intake
from core.intake import documents
from core.models import PrivateFile
from tests.factories.core import office, old_office, pdf, picture, upload

pytestmark = pytest.mark.django_db

BOF = struct.pack("<HH", 0x0809, 4) + bytes(4)
WORKBOOK = (BOF + struct.pack("<HH", 0x000A, 0)).ljust(4096, b"\x00")
LOCKED_WORKBOOK = (BOF + struct.pack("<HH", 0x002F, 6) + bytes(6)).ljust(4096, b"\x00")
WORD = bytes(4096)
LOCKED_WORD = bytes(10) + struct.pack("<H", 0x0100) + bytes(4084)


def refusal_of(data):
    with pytest.raises(ValidationError) as refusal:
        intake.keep_document(upload(data, "文件.pdf"))
    assert PrivateFile.objects.count() == 0
    assert len(refusal.value.messages) == 1
    return refusal.value.code


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (pdf(), ".pdf"),
        (office("docx"), ".docx"),
        (office("xlsx"), ".xlsx"),
        (office("pptx"), ".pptx"),
        (old_office([("WordDocument", WORD)]), ".doc"),
        (old_office([("Workbook", WORKBOOK)]), ".xls"),
        (old_office([("PowerPoint Document", WORD)]), ".ppt"),
    ],
)
def test_document_of_every_accepted_kind_is_kept_as_it_is(data, ending):
    kept = intake.keep_document(upload(data, "附件.html"))
    assert kept.file.name == f"{kept.sha256[:2]}/{kept.sha256}{ending}"
    assert (kept.kind, kept.size) == ("document", len(data))
    with kept.file.open("rb") as file:
        assert file.read() == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "wrong_type"),
        (b"<html>%PDF-1.4 %%EOF", "wrong_type"),
        (b"#!/bin/sh\n", "wrong_type"),
        (b"MZ\x90\x00", "wrong_type"),
        (picture(), "wrong_type"),
        (pdf()[:-12], "damaged"),
        (pdf(b"2 0 obj<</Encrypt 5 0 R>>endobj\n"), "locked"),
        (office("docx")[:-30], "damaged"),
        (office("docx", {"word/vbaProject.bin": b"x"}), "macros"),
        (office(content_types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (office(content_types="application/epub+zip"), "wrong_type"),
        (office(content_types="application/vnd.oasis.opendocument.text"), "wrong_type"),
        (old_office([("WordDocument", LOCKED_WORD)]), "locked"),
        (old_office([("Workbook", LOCKED_WORKBOOK)]), "locked"),
        (old_office([("EncryptedPackage", WORD)]), "locked"),
        (old_office([("WordDocument", WORD), ("Macros", b"")]), "macros"),
        (old_office([("Something", WORD)]), "wrong_type"),
        (old_office([("WordDocument", WORD)])[:600], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_what_is_no_plain_document_is_refused_with_its_reason(data, code):
    assert refusal_of(data) == code


def test_bomb_by_size_is_refused():
    with_bomb = office("xlsx", {"xl/sheet.xml": bytes(documents.MOST_UNPACKED + 1)})
    assert refusal_of(with_bomb) == "bomb"


def test_bomb_by_ratio_is_refused():
    assert refusal_of(office("xlsx", {"xl/sheet.xml": bytes(20 * 1024 * 1024)})) == "bomb"


def test_bomb_by_entries_is_refused():
    assert refusal_of(office("docx", {f"{n}": b"" for n in range(documents.MOST_ENTRIES + 1)})) == "bomb"


def test_flipped_byte_is_found():
    data = bytearray(office("docx", {"word/document.xml": bytes(range(256)) * 40}))
    at = data.index(b"word/document.xml") + 60
    data[at] ^= 0xFF
    assert refusal_of(bytes(data)) == "damaged"


def test_entry_that_lies_about_its_size_is_found():
    data = office("docx", {"word/document.xml": bytes(5000)})
    # Both places that name the unpacked size are made to understate it.
    assert refusal_of(data.replace(struct.pack("<I", 5000), struct.pack("<I", 10))) == "damaged"


def test_encrypted_entry_is_refused():
    data = bytearray(office("docx"))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refusal_of(bytes(data)) == "locked"


def test_circular_chain_of_sectors_ends():
    data = bytearray(old_office([("Workbook", WORKBOOK)]))
    fat_at = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, fat_at + 4 * directory, directory)
    assert intake.keep_document(upload(bytes(data))).file.name.endswith(".xls")


def test_document_over_twenty_megabytes_is_refused():
    assert refusal_of(pdf() + bytes(intake.MOST_BYTES)) == "too_large"
