"""What everybody sees: the form, the receipt, the answer, results, the blacklist; and what nobody ever sees."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.supervision import actions, targets
from catalog.supervision.models import Complaint
from core.receipts import fresh_receipt
from tests.factories.catalog import catalog_page
from tests.factories.core import solved, upload
from tests.factories.supervision import (
    blacklisting,
    complaint,
    handler,
    inspection,
    offices,
    product,
    proposal,
    supplier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province(hunan):
    cache.clear()
    catalog_page()
    offices()


def sent(**changed):
    return {"topic": "quality", "words": "有霉味。", "contact": "", "proof": solved("complaint"), **changed}


def file_it(client, about="", **changed):
    return client.post(f"/supervision/complaints/new/?about={about}", sent(**changed))


@pytest.mark.parametrize(
    ("make", "kind"),
    [(lambda: product().pk, "product"), (lambda: product().supplier_id, "supplier")],
)
def test_form_files_a_complaint_about_what_its_address_names(client, make, kind):
    about = f"{kind}-{make()}"
    assert client.get(f"/supervision/complaints/new/?about={about}").status_code == 200
    answer = file_it(client, about)
    made = Complaint.objects.get()
    assert (answer.status_code, made.about_kind, made.region_id) == (302, kind, "433124")
    page = client.get(answer["Location"])
    assert made.receipt in page.content.decode()
    assert made.pin in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_form_without_an_address_is_for_the_root(client):
    file_it(client)
    assert Complaint.objects.get().about_kind == "site"


@pytest.mark.parametrize(
    "about", ["product-999999", "product-", "product-x", "notice-1", "planet-3", "product-" + "9" * 30]
)
def test_form_about_nothing_known_is_not_there(client, about):
    assert client.get(f"/supervision/complaints/new/?about={about}").status_code == 404
    assert file_it(client, about).status_code == 404


def test_product_that_was_never_listed_cannot_be_complained_about(client):
    from tests.factories.catalog import ProductFactory

    assert targets.find("product", ProductFactory().pk) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"words": ""},
        {"words": "a" * 10_240},
        {"words": "霉\x00味"},
        {"topic": "gossip"},
        {"contact": "1" * 101},
        {"proof": ""},
        {"proof": "forged"},
        {"website": "https://spam.example"},
        {"files": upload(b"MZ no document", "a.pdf")},
    ],
)
def test_form_with_something_wrong_gives_back_what_was_typed(client, changed):
    answer = file_it(client, **changed)
    assert answer.status_code == 422
    assert Complaint.objects.count() == 0
    if "words" not in changed:
        assert "有霉味。" in answer.content.decode()


def test_proof_counts_once_and_is_not_spent_by_a_wrong_file(client):
    proof = solved("complaint")
    assert file_it(client, proof=proof, files=upload(b"MZ", "a.pdf")).status_code == 422
    assert file_it(client, proof=proof).status_code == 302
    assert file_it(client, proof=proof).status_code == 422
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("token", ["1", "x:y:z", "1:1tXxXx:forged"])
def test_forged_receipt_page_is_not_there(client, token):
    complaint()
    assert client.get(f"/supervision/complaints/receipt/{token}/").status_code == 404


def ask(client, receipt, pin):
    return client.post("/supervision/complaints/status/", {"receipt": receipt, "pin": pin})


def test_answer_is_read_by_receipt_and_digits_however_they_are_typed(client):
    made = complaint("answered")
    for typed in (made.receipt, made.receipt.lower(), made.receipt.replace("-", " ")):
        page = ask(client, typed, "2401")
        assert page.status_code == 200
        text = page.content.decode()
        assert "情况属实，已责令召回。" in text
        assert "10043312401" not in text
        assert "水分超标。" not in text.replace(made.summary, "")


@pytest.mark.parametrize("pin", ["0000", "", "24011", "二四零一"])
def test_wrong_digits_open_nothing(client, pin):
    made = complaint("answered")
    page = ask(client, made.receipt, pin)
    assert page.status_code == 422
    assert "情况属实" not in page.content.decode()


def test_forged_receipt_opens_nothing(client):
    complaint("answered")
    for forged in (fresh_receipt("TS"), "TS-2222-2222-2222", "' OR 1=1", "\x00", "TS" * 15):
        assert ask(client, forged, "2401").status_code == 422


def test_digits_are_not_guessed(client):
    made = complaint("answered")
    codes = [ask(client, made.receipt, f"{n:04d}").status_code for n in range(12)]
    assert codes[-1] == 429


def test_open_complaint_shows_its_way_and_no_notes(client):
    made = complaint("established")
    text = ask(client, made.receipt, "2401").content.decode()
    assert "开始调查" in text
    assert "花垣县" in text
    assert "三批次" not in text


def public_pages(client):
    return [
        client.get(address).content.decode()
        for address in (
            "/supervision/",
            "/supervision/complaints/",
            "/supervision/blacklist/",
            "/en/supervision/",
            "/en/supervision/complaints/",
            "/en/supervision/blacklist/",
        )
    ]


def test_nothing_of_a_complainant_is_ever_public(client):
    made = complaint("answered", words="我是张三，买到的大米有霉味。")
    complaint("established", words="我是李四。", target=targets.find("supplier", supplier().pk))
    blacklisting(complaint=made)
    for text in public_pages(client):
        for secret in (made.receipt, made.contact, "张三", "李四", "三批次", "情况属实，已责令召回"):
            assert secret not in text


def test_published_result_says_what_was_found(client):
    complaint("answered")
    text = client.get("/supervision/complaints/").content.decode()
    assert "一批次大米水分超标，已责令召回。" in text
    assert "查证属实" in text


def test_blacklist_shows_grounds_term_and_who_decided(client):
    made = blacklisting()
    text = client.get("/supervision/blacklist/").content.decode()
    for shown in (
        made.organization.name,
        made.words,
        made.until.isoformat(),
        made.document_number,
        made.office.name,
    ):
        assert shown in text


def test_proposal_is_not_public(client):
    proposal()
    assert supplier().name not in client.get("/supervision/blacklist/").content.decode()


def test_rehabilitated_entry_stays_and_says_so(client):
    actions.rehabilitate(blacklisting(), by=handler("433100"), words="整改完成。", document_number="9号")
    text = client.get("/supervision/blacklist/?state=ended").content.decode()
    assert "信用修复" in text
    assert "整改完成。" in text
    assert supplier().name not in client.get("/supervision/blacklist/?state=in_force").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=十八洞", True), ("q=没有这家", False), ("organization=1", False), ("q=%27%22%3Cscript%3E", False)],
)
def test_blacklist_is_searched_by_name(client, query, found):
    blacklisting()
    page = client.get(f"/supervision/blacklist/?{query}")
    assert (supplier().name in page.content.decode()) == found
    assert '<script>"' not in page.content.decode()


@pytest.mark.parametrize("query", ["page=0", "page=99", "page=x", "state=planet", "organization=x"])
def test_address_that_makes_no_sense_is_not_there(client, query):
    assert client.get(f"/supervision/blacklist/?{query}").status_code == 404


def test_supplier_and_product_pages_show_the_standing(client):
    one = product()
    page = client.get(one.url).content.decode()
    assert f"about=product-{one.pk}" in page
    blacklisting()
    assert "失信黑名单" in client.get(one.url).content.decode()
    text = client.get(f"/products/suppliers/{one.supplier_id}/").content.decode()
    assert f"/supervision/blacklist/?organization={one.supplier_id}" in text
    assert f"about=supplier-{one.supplier_id}" in text


def test_footer_leads_to_the_form(client):
    assert "/supervision/complaints/new/" in client.get("/supervision/").content.decode()


@pytest.mark.parametrize("address", ["/supervision/blacklist/", "/supervision/complaints/"])
def test_public_lists_ask_as_much_for_three_rows_as_for_one(client, address):
    def fill(number):
        one = product(title=f"产品{number}", supplier_id=supplier(f"花垣第{number}合作社").pk)
        made = complaint("answered", target=targets.find("product", one.pk))
        blacklisting(one.supplier, complaint=made)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    fill(1)
    client.get(address)
    first = count()
    fill(2), fill(3)
    assert count() == first


def test_activity_can_be_complained_about():
    from tests.factories.activities import ReportFactory

    page = ReportFactory(approved=True).page
    target = targets.read(f"activity-{page.pk}")
    assert (target.title, target.region) == (page.title, page.region)


def test_pages_stand_on_the_map_in_both_languages(client):
    assert "sitemap-supervision-1.xml" in b"".join(client.get("/sitemap.xml")).decode()
    text = b"".join(client.get("/sitemap-supervision-1.xml")).decode()
    for address in ("/supervision/blacklist/", "/en/supervision/complaints/"):
        assert f"{address}</loc>" in text
    assert client.get("/sitemap-supervision-2.xml").status_code == 404


def test_supplier_page_shows_inspections_and_ended_entries(client):
    inspection(done=True)
    actions.rehabilitate(blacklisting(), by=handler("433100"), words="整改完成。", document_number="9号")
    text = client.get(f"/products/suppliers/{supplier().pk}/").content.decode()
    for shown in ("台账与申报一致", "信用修复", "整改完成。"):
        assert shown in text
