"""Files as people send them, and the rows of the ground floor."""

import base64
import datetime
import io
import json
import struct
import zipfile

import factory
from altcha import solve_challenge_v1
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import proof
from core.models import Job, WorkdayException

OFFICE_PARTS = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}


class WorkdayExceptionFactory(factory.django.DjangoModelFactory):
    """1 January 2027 as a day off."""

    class Meta:
        model = WorkdayException

    date = datetime.date(2027, 1, 1)
    is_workday = False


class JobFactory(factory.django.DjangoModelFactory):
    """A job that waits."""

    class Meta:
        model = Job

    class Params:
        failed = factory.Trait(state=Job.State.FAILED, result={"error": "…"})

    kind = "test"
    title = "测试任务"
    created_by = factory.SubFactory("tests.factories.accounts.UserFactory")


def upload(data: bytes, name: str = "file") -> SimpleUploadedFile:
    """Bytes as a browser sends them; name and declared type prove nothing."""
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def picture(size=(40, 30), format="JPEG", mode="RGB", colour="green", **options) -> bytes:
    """An image file of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format, **options)
    return out.getvalue()


def pdf(extra: bytes = b"") -> bytes:
    """The smallest thing that is a PDF."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + extra + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def office(kind="docx", extra=None, content_types=None) -> bytes:
    """An Office file: the parts that say what it is, and `extra` parts by name."""
    part = (
        content_types
        or f'<Override ContentType="application/vnd.openxmlformats-officedocument.{OFFICE_PARTS[kind]}"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{part}</Types>")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def old_office(streams) -> bytes:
    """An OLE container with `streams`: [(name, bytes)], each laid out in whole sectors of 512 bytes."""
    sectors, entries, fat = [], [], []
    for name, data in [("Root Entry", b""), *streams]:
        pieces = [data[at : at + 512].ljust(512, b"\x00") for at in range(0, len(data), 512)]
        start = len(sectors) if pieces else 0xFFFFFFFE
        sectors += pieces
        fat += [number + 1 for number in range(len(fat), len(fat) + len(pieces))]
        if pieces:
            fat[-1] = 0xFFFFFFFE
        entries.append(_ole_entry(name, 5 if name == "Root Entry" else 2, start, len(data)))
    directory = b"".join(entries)
    directory_start = len(sectors)
    pieces = [directory[at : at + 512].ljust(512, b"\x00") for at in range(0, len(directory), 512)]
    sectors += pieces
    fat += [*range(directory_start + 1, directory_start + len(pieces)), 0xFFFFFFFE]
    fat_at = len(sectors)
    fat += [0xFFFFFFFD]
    sectors.append(struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    head += struct.pack("<IIIIIIIII", 1, directory_start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, fat_at)
    return head + struct.pack("<108I", *[0xFFFFFFFF] * 108) + b"".join(sectors)


def _ole_entry(name, kind, start, size):
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    head = encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), kind, 1)
    return (head + b"\xff" * 12 + bytes(36) + struct.pack("<II", start, size)).ljust(128, b"\x00")


def pdf_of(*pages: str, picture_pages=(), extra_page="") -> bytes:
    """A PDF whose pages say these lines; the pages numbered in `picture_pages` show a picture (a scan) as well."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n0\nendstream"
    )
    kids = []
    for number, words in enumerate(pages, 1):
        lines = words.split("\n")
        drawn = b"".join(
            b"BT /F1 12 Tf 50 %d Td (%b) Tj ET\n" % (700 - 20 * n, line.encode())
            for n, line in enumerate(lines)
        )
        image = b"/XObject<</I 4 0 R>>" if number in picture_pages else b""
        objects.append(b"<</Length %d>>stream\n%bendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R%b/Resources<</Font<</F1 3 0 R>>%b>>>>"
            % (len(objects), extra_page.encode(), image)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail


def solved(purpose) -> str:
    """The payload of a browser that has solved a challenge of this purpose."""
    asked = proof.challenge(purpose)
    found = solve_challenge_v1(
        challenge=asked["challenge"],
        salt=asked["salt"],
        algorithm="SHA-256",
        max_number=proof.MOST,
        start=0,
    )
    kept = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**kept, "number": found.number}).encode()).decode()
