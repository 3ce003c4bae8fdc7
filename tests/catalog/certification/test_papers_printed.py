"""Certificates and letters on paper: page, PDF, and a code whose seal can be checked offline (E01, E02, C-15)."""

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from PIL import ImageFile

from accounts.models import Role
from catalog.certification import printing, sealing
from catalog.certification.models import Certificate
from core import seals
from core.errors import Conflict
from tests.factories import certification as world
from tests.factories.activities import person
from tests.factories.home import site_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    world.ground("hunan")
    site_tree()
    world.certified("十八洞大米")
    return Certificate.objects.select_related("product__supplier").first()


def test_seal_of_another_text_is_refused():
    said = seals.seal("甲|乙")
    assert (
        seals.is_sealed("甲|乙", said),
        seals.is_sealed("甲|丙", said),
        seals.is_sealed("甲|乙", "x"),
    ) == (
        True,
        False,
        False,
    )


def test_certificate_page_shows_number_and_days(client, certificate):
    page = client.get(f"/certificates/{certificate.number}/").content.decode()
    for words in (certificate.number, "十八洞大米", certificate.valid_until.isoformat(), "扶贫产品认定证书"):
        assert words in page, words


def test_certificate_of_an_unknown_number_is_not_found(client, certificate):
    assert client.get("/certificates/43X/").status_code == 404


@pytest.mark.pango
def test_certificate_is_a_pdf_with_its_number(client, certificate):
    response = client.get(f"/certificates/{certificate.number}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.pango
def test_pdf_fetches_nothing_from_elsewhere(caplog):
    printing._drawn('<img src="http://127.0.0.1:9/x.png">')
    assert "127.0.0.1:9" in caplog.text


def test_code_is_checked_by_the_site_and_offline_alike(client, rf, certificate):
    address = urlsplit(sealing.address_of(rf.get("/", HTTP_HOST="testserver"), certificate))
    said = parse_qs(address.query)
    line, seal = said["d"][0], said["s"][0]
    assert "带有本站签章" in client.get(f"{address.path}?{address.query}").content.decode()
    # Offline: with nothing but the published key.
    key = load_pem_public_key(client.get("/certificates/key.pem").content)
    key.verify(base64.urlsafe_b64decode(seal + "=="), line.encode())
    assert line.split("|")[:3] == [
        certificate.number,
        certificate.valid_from.isoformat(),
        certificate.valid_until.isoformat(),
    ]


@pytest.mark.parametrize("change", ["d", "s"])
def test_changed_code_is_told(client, rf, certificate, change):
    address = urlsplit(sealing.address_of(rf.get("/", HTTP_HOST="testserver"), certificate))
    said = {name: values[0] for name, values in parse_qs(address.query).items()}
    said[change] = said[change].replace("2", "3", 1) if change == "d" else said[change][::-1]
    page = client.get(address.path, said).content.decode()
    assert "不带有本站签章" in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [("enterprise", "企业扶贫属性证明函"), ("product", "商品扶贫属性证明函"), ("county", "推荐函")],
)
def test_letter_is_printed_from_the_data(client, certificate, kind, words):
    application = certificate.row.application
    client.force_login(person("433124", Role.REVIEWER))
    page = client.get(f"/desk/certification/{application.pk}/letters/{kind}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert (words in text, "盖章" in text, "花垣县" in text) == (True, True, True)


@pytest.mark.pango
def test_broken_pictures_stay_refused_after_a_pdf():
    printing._drawn("<p>x</p>")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.pango
def test_letter_is_a_pdf(client, certificate):
    client.force_login(person("433124", Role.REVIEWER))
    pdf = client.get(f"/desk/certification/{certificate.row.application_id}/letters/county/?pdf=1")
    assert pdf.content.startswith(b"%PDF-")


def test_letter_of_another_territory_is_not_found(client, certificate):
    client.force_login(person("433122", Role.REVIEWER))
    address = f"/desk/certification/{certificate.row.application_id}/letters/county/"
    assert client.get(address).status_code == 404


def test_machine_without_its_library_says_so(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(Conflict, match="打印"):
        printing._drawn("<p>x</p>")
