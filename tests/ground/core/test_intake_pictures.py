import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from core import intake
from core.intake import pictures
from core.models import PrivateFile
from tests.factories.core import office, pdf, picture, upload

pytestmark = pytest.mark.django_db


def opened(private_file):
    with private_file.file.open("rb") as file:
        return Image.open(io.BytesIO(file.read()))


def refusal_of(data):
    with pytest.raises(ValidationError) as refusal:
        intake.keep_picture(upload(data))
    assert PrivateFile.objects.count() == 0
    assert len(refusal.value.messages) == 1
    return refusal.value.code


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "HEIF"])
def test_picture_of_every_accepted_kind_becomes_a_jpeg(format):
    kept = intake.keep_picture(upload(picture(format=format), "照片.exe"))
    assert (kept.kind, kept.content_type, kept.width, kept.height) == ("picture", "image/jpeg", 40, 30)
    assert opened(kept).format == "JPEG"
    assert kept.file.name == f"{kept.sha256[:2]}/{kept.sha256}.jpg"


def test_picture_is_made_upright_and_loses_its_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    kept = intake.keep_picture(upload(picture(size=(40, 30), exif=exif)))
    assert (kept.width, kept.height) == (30, 40)
    assert dict(opened(kept).getexif()) == {}


def test_large_picture_is_shrunk():
    kept = intake.keep_picture(upload(picture(size=(4000, 3000))))
    assert (kept.width, kept.height) == (2000, 1500)


def test_transparent_picture_lies_on_white():
    kept = intake.keep_picture(upload(picture(format="PNG", mode="RGBA", colour=(0, 0, 0, 0))))
    assert opened(kept).getpixel((5, 5)) == (255, 255, 255)


def test_palette_with_transparency_lies_on_white():
    kept = intake.keep_picture(upload(picture(format="PNG", mode="P", colour=0, transparency=0)))
    assert opened(kept).getpixel((5, 5)) == (255, 255, 255)


def test_cmyk_becomes_rgb():
    assert opened(intake.keep_picture(upload(picture(mode="CMYK", colour=(0, 0, 0, 0))))).mode == "RGB"


def test_same_picture_is_kept_once():
    first, second = (intake.keep_picture(upload(picture())) for _ in range(2))
    assert first == second
    assert PrivateFile.objects.count() == 1


def test_real_upload_makes_a_demo_file_real():
    intake.keep_picture(upload(picture()), is_demo=True)
    assert intake.keep_picture(upload(picture())).is_demo is False
    assert intake.keep_picture(upload(picture()), is_demo=True).is_demo is False


def test_lost_file_is_put_back():
    kept = intake.keep_picture(upload(picture()))
    kept.file.storage.delete(kept.file.name)
    again = intake.keep_picture(upload(picture()))
    assert opened(again).size == (40, 30)


def test_too_many_pixels_are_refused_before_decoding(monkeypatch):
    data = picture(size=(8000, 7000), mode="1", format="PNG", colour=0)
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    assert refusal_of(data) == "too_many_pixels"


def test_decompression_bomb_is_refused():
    assert refusal_of(picture(size=(20000, 20000), mode="1", format="PNG", colour=0)) == "too_many_pixels"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_truncated_picture_is_refused(format):
    noise = Image.effect_noise((300, 300), 90)
    out = io.BytesIO()
    noise.convert("RGB").save(out, format)
    assert refusal_of(out.getvalue()[: len(out.getvalue()) // 2]) == "damaged"


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html></html>",
        b"MZ\x90\x00",
        pdf(),
        office(),
        b"II*\x00junk",
    ],
)
def test_what_is_no_picture_is_refused(data):
    assert refusal_of(data) == "not_a_picture"


def test_empty_file_is_refused():
    assert refusal_of(b"") == "empty"


def test_file_over_twenty_megabytes_is_refused():
    assert refusal_of(picture() + bytes(intake.MOST_BYTES)) == "too_large"


def test_fifty_million_pixels_are_the_limit():
    assert pictures.MOST_PIXELS == 50_000_000
