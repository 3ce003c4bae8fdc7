"""Wagtail's upload forms: every door answers a bad file with a sentence, and lets in by content only."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from content.models import AppDocument, AppImage
from tests.factories.accounts import UserFactory
from tests.factories.activities import PDF


def png_of(width, height) -> bytes:
    """A picture that says it is so large, in a few bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def jpeg(size=(400, 300)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, "JPEG")
    return out.getvalue()


BAD_PICTURES = {
    "truncated": ("a.jpg", jpeg()[:-4000]),
    "giant": ("a.png", png_of(9000, 9000)),
    "bomb": ("a.png", png_of(60_000, 60_000)),
    "fake": ("a.jpg", b"<html><script>alert(1)</script></html>"),
    "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
    "svg named jpg": ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "empty": ("a.jpg", b""),
}
BAD_DOCUMENTS = {
    "html": ("a.html", b"<html></html>"),
    "html named pdf": ("a.pdf", b"<html></html>"),
    "truncated": ("a.pdf", PDF.replace(b"%%EOF", b"")),
    "zip": ("a.zip", b"PK\x03\x04" + b"\0" * 40),
    "script": ("a.docx", b"#!/bin/sh\n"),
}


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(system=True))
    return client


def send(client, kind, door, name, data):
    """Send a file through one of Wagtail's doors for pictures or documents."""
    app = {"images": "wagtailimages", "documents": "wagtaildocs"}[kind]
    address = {"add": f"{app}:add", "multiple": f"{app}:add_multiple", "chooser": f"{app}_chooser:create"}[
        door
    ]
    prefix = f"{kind[:-1]}-chooser-upload-" if door == "chooser" else ""
    values = {
        f"{prefix}title": "标题",
        f"{prefix}collection": Collection.get_first_root_node().pk,
        "files[]" if door == "multiple" else f"{prefix}file": SimpleUploadedFile(name, data),
    }
    headers = {} if door == "add" else {"X-Requested-With": "XMLHttpRequest"}
    return client.post(reverse(address), values, headers=headers)


@pytest.mark.parametrize("door", ["add", "multiple", "chooser"])
@pytest.mark.parametrize("name, data", BAD_PICTURES.values(), ids=BAD_PICTURES)
def test_bad_picture_gets_a_sentence(editor, door, name, data):
    answer = send(editor, "images", door, name, data)
    assert answer.status_code == 200
    assert AppImage.objects.count() == 0
    assert "error" in answer.content.decode().lower()


@pytest.mark.parametrize("door", ["add", "multiple", "chooser"])
def test_good_picture_comes_in(editor, door):
    answer = send(editor, "images", door, "好.jpg", jpeg())
    assert answer.status_code in {200, 302}
    assert AppImage.objects.count() == 1


@pytest.mark.parametrize("door", ["add", "multiple", "chooser"])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_picture_comes_in_upright_and_without_its_place(editor, door, form):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, form, exif=exif)
    send(editor, "images", door, f"a.{form.lower()}", out.getvalue())
    kept = AppImage.objects.get()
    with kept.file.open("rb") as file, Image.open(file) as image:
        assert (image.format, image.size, dict(image.getexif())) == (form, (30, 40), {})
    assert (kept.width, kept.height) == (30, 40)


@pytest.mark.parametrize("door", ["add", "multiple", "chooser"])
@pytest.mark.parametrize("name, data", BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS)
def test_bad_document_gets_a_sentence(editor, door, name, data):
    answer = send(editor, "documents", door, name, data)
    assert answer.status_code == 200
    assert AppDocument.objects.count() == 0
    assert "error" in answer.content.decode().lower()


@pytest.mark.parametrize("door", ["add", "multiple", "chooser"])
def test_good_document_comes_in_and_is_named_by_its_content(editor, door):
    answer = send(editor, "documents", door, "方案.html", PDF)
    assert answer.status_code in {200, 302}
    assert [document.file_extension for document in AppDocument.objects.all()] == ["pdf"]


@pytest.mark.parametrize(
    "name, is_shown, is_boxed",
    [
        ("a.jpg", True, True),
        ("a.webp", True, True),
        ("a.pdf", True, False),
        ("a.html", False, True),
        ("a.svg", False, True),
        ("a.xml", False, True),
        ("a.unknown", False, True),
    ],
)
@pytest.mark.parametrize("place", ["media", "document"])
def test_upload_never_acts_as_a_page_of_this_site(
    client, db, settings, tmp_path, name, is_shown, is_boxed, place
):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "documents").mkdir()
    if place == "media":
        (tmp_path / name).write_bytes(b"<script>1</script>")
        address = f"/media/{name}"
    else:
        document = AppDocument.objects.create(title="x", file=SimpleUploadedFile(name, b"<script>1</script>"))
        address = document.url
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox") is is_boxed
    assert answer.headers.get("Content-Disposition", "").startswith("attachment") is not is_shown or (
        place == "document" and is_boxed
    )
    if place == "media":
        assert answer.headers["Cache-Control"] == "public, max-age=2592000"
