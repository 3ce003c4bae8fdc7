"""/verify/: forgiving of how a number is written, silent about what is not public, honest about what is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import ProductPage
from catalog.queries import verify
from catalog.queries.validity import Answer
from tests.factories.catalog import ProductFactory, catalog_page

pytestmark = pytest.mark.django_db
NUMBER = "湘扶认〔2026〕FP-000123"


@pytest.fixture(autouse=True)
def _tree(hunan):
    catalog_page()


@pytest.fixture
def product():
    return ProductFactory(certified=True, listed=True, certificate_number=NUMBER)


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        "湘扶认〔2026〕fp-000123",
        " 湘扶认 [2026] FP 000123 ",
        "湘扶认（2026）FP—000123",
        "湘扶认〔２０２６〕ＦＰ－０００１２３",
        "湘扶认2026FP000123",
        "湘扶认\u30002026\u200bFP–000123",
    ],
)
def test_a_number_is_found_however_it_is_written(product, written):
    assert verify(written).product == product


@pytest.mark.parametrize(
    "form",
    [
        "{code}",
        " {CODE} ",
        "{half}-{rest}",
        "https://fupin.example.cn/verify/{code}",
        "http://fupin.example.cn/en/verify/{code}/",
        "https://fupin.example.cn/products/{code}/?from=scan",
        "fupin.example.cn/verify/{code}",
    ],
)
def test_a_code_or_a_scanned_address_is_found(product, form):
    code = product.code
    written = form.format(code=code, CODE=code.upper(), half=code[:4], rest=code[4:])
    assert verify(written).product == product


@pytest.mark.parametrize(
    "written", ["", "   ", "-", "%", "'; drop table", "\x00", "湘扶认〔2026〕FP-00012", "a" * 300]
)
def test_what_is_not_known_is_answered_with_hints(product, written):
    found = verify(written)
    assert (found.product, found.validity.answer) == (None, Answer.UNKNOWN)
    assert found.hints


def test_nothing_is_told_of_what_was_never_listed():
    product = ProductFactory(certified=True, certificate_number=NUMBER)
    for written in (NUMBER, product.code):
        assert verify(written).product is None


@pytest.mark.parametrize(
    ("traits", "word", "tone"),
    [
        ({"certified": True, "listed": True}, "有效", "done"),
        ({"certified": True, "expired": True}, "已过期", "waiting"),
        ({"certified": True, "delisted": True}, "已退出", "refused"),
        ({"listed": True}, "没有扶贫产品证书", "info"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_answer_is_a_page(client, traits, word, tone, prefix):
    product = ProductFactory(**traits)
    response = client.get(f"{prefix}/verify/{product.code}")
    text = response.content.decode()
    assert response.status_code == 200
    assert f'class="answer {tone}"' in text
    assert f"/products/{product.code}/" in text
    if not prefix:
        assert word in text


def test_a_withdrawn_one_says_why(client):
    product = ProductFactory(certified=True, delisted=True)
    text = client.get(f"/verify/{product.code}").content.decode()
    assert "抽检发现标签不实。" in text
    assert timezone.localdate().isoformat() in text


def test_unknown_is_a_page_with_the_hotline(client):
    response = client.get("/verify/NOSUCH")
    text = response.content.decode()
    assert response.status_code == 200
    assert "查无此证" in text
    assert 'href="tel:12317"' in text
    assert 'value="NOSUCH"' in text


def test_junk_longer_than_any_number_is_not_looked_at(client):
    assert client.get(f"/verify/{'9' * 301}").status_code == 404


def test_the_form_leads_to_the_answers_own_address(client):
    response = client.get("/verify/", {"number": " https://x.cn/verify/abc "})
    assert (response.status_code, response["Location"]) == (302, "/verify/abc")
    response = client.get("/en/verify/", {"number": "a?b#c"})
    assert response["Location"] == "/en/verify/a%3Fb%23c"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("typed", ["   ", "..", "/", "9" * 400])
def test_the_form_gives_back_what_cannot_be_a_number(client, typed):
    response = client.get("/verify/", {"number": typed})
    assert response.status_code == 200
    assert ("这不像是编号" in response.content.decode()) is bool(typed.strip())


def test_the_index_over_numbers_is_used(product):
    from catalog.codes import NumberKey

    if connection.vendor == "postgresql":
        # A table of one row is read whole unless told otherwise.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    asked = ProductPage.objects.annotate(number_key=NumberKey()).filter(number_key="X").order_by()
    assert "product_number_key" in asked.explain()


class TestSupplier:
    def test_its_page_shows_standing_counts_and_products(self, client):
        product = ProductFactory(certified=True, listed=True, title="在册")
        ProductFactory(delisted=True, title="离册")
        ProductFactory(title="未列入")
        text = client.get(f"/products/suppliers/{product.supplier_id}/").content.decode()
        assert text.index("在册") < text.index("离册")
        assert "未列入" not in text
        assert "正常" in text

    def test_a_barred_and_a_closed_one_say_so(self, client):
        import datetime

        product = ProductFactory(listed=True)
        firm, address = product.supplier, f"/products/suppliers/{product.supplier_id}/"
        firm.barred_until = timezone.localdate() + datetime.timedelta(days=3)
        firm.save()
        assert "失信禁入" in client.get(address).content.decode()
        firm.closed_at = timezone.now()
        firm.save()
        assert "已关闭" in client.get(address).content.decode()

    def test_those_without_a_listed_product_have_no_page(self, client):
        product = ProductFactory()
        assert client.get(f"/products/suppliers/{product.supplier_id}/").status_code == 404
        assert client.get("/products/suppliers/999999/").status_code == 404

    @pytest.mark.parametrize("page", ["0", "2", "x", "-1", "99999999999999999999"])
    def test_pages_that_are_not_there(self, client, page):
        product = ProductFactory(listed=True)
        assert client.get(f"/products/suppliers/{product.supplier_id}/?page={page}").status_code == 404

    def test_queries_do_not_grow_with_the_products(self, client):
        counts = []
        for _round in range(3):
            product = ProductFactory(listed=True, pictured=True)
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/products/suppliers/{product.supplier_id}/")
            counts.append(len(seen))
        assert counts[1] == counts[2]
