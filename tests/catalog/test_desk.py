"""产品目录 at the desk: who sees what, the three verbs as buttons, and nothing typed is lost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from catalog import actions
from catalog.models import ProductPage
from catalog.queries import desk
from catalog.states import Standing
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.catalog import ProductFactory, catalog_page, draft, person, supplier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(hunan):
    catalog_page()


@pytest.fixture
def office(client, sign_in):
    """The client, signed in as a reviewer of 花垣县's office."""
    return sign_in(client, person("433124", Role.REVIEWER))


def titles(client, query=""):
    response = client.get(f"/desk/products/{query}")
    assert response.status_code == 200
    return [product.title for product in response.context["found"].products]


def test_an_office_sees_its_territory(office):
    ProductFactory(title="本县")
    ProductFactory(title="邻县", region_id="433122")
    assert titles(office) == ["本县"]


def test_a_supplier_sees_its_own_without_buttons(client, sign_in):
    own = ProductFactory(title="自家", listed=True)
    ProductFactory(title="别家", supplier_id=supplier("另一家").pk)
    sign_in(client, UserFactory(organization=own.supplier, role=Role.ADMINISTRATOR))
    assert titles(client) == ["自家"]
    text = client.get(f"/desk/products/{own.pk}/").content.decode()
    assert 'name="verb"' not in text
    assert "退出目录" not in text.partition("认定过程")[0]


def test_others_see_nothing_and_have_no_entry(client, sign_in):
    product = ProductFactory()
    sign_in(client, person("433124", Role.REVIEWER, Kind.AGRICULTURE_BUREAU))
    assert titles(client) == []
    assert "/desk/products/" not in client.get("/desk/").content.decode()
    assert client.get(f"/desk/products/{product.pk}/").status_code == 403


def test_another_territory_is_refused_with_a_sentence(client, sign_in):
    product = ProductFactory()
    sign_in(client, person("433122", Role.REVIEWER))
    response = client.get(f"/desk/products/{product.pk}/")
    assert response.status_code == 403
    assert "不在您的管辖范围内" in response.content.decode()


def test_the_door_asks_for_a_sign_in(client):
    assert client.get("/desk/products/").status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?standing=listed", ["在册"]),
        ("?standing=new", ["未列入"]),
        ("?kind=certified", ["认定的"]),
        ("?q=在", ["在册"]),
        ("?q=FP 43-1", ["认定的"]),
        ("?standing=nonsense&kind=nonsense", ["认定的", "未列入", "在册"]),
        ("?older=abc&newer=%00", ["认定的", "未列入", "在册"]),
        ("?q=没有", []),
    ],
)
def test_filters(office, query, found):
    ProductFactory(title="在册", listed=True)
    ProductFactory(title="未列入")
    ProductFactory(title="认定的", certified=True, certificate_number="FP431", delisted=True)
    assert titles(office, query) == found


def test_a_code_finds_its_product(office):
    product = ProductFactory(title="在册", listed=True)
    ProductFactory(title="别的")
    assert titles(office, f"?q={product.code.upper()}") == ["在册"]


def test_leafing_there_and_back(monkeypatch):
    monkeypatch.setattr(desk, "PER_PAGE", 2)
    made = actions.create_products([draft(f"产品{number}") for number in range(5)], by=None)
    newest_first = [product.pk for product in made][::-1]
    everything = ProductPage.objects.all()
    pages, older = [], None
    while True:
        found = desk.page_of(everything, older=older)
        pages.append([product.pk for product in found.products])
        older = found.older
        if older is None:
            break
    assert [pk for keys in pages for pk in keys] == newest_first
    back = desk.page_of(everything, newer=newest_first[2])
    assert ([product.pk for product in back.products], back.newer) == (newest_first[:2], None)
    middle = desk.page_of(everything, newer=newest_first[4])
    assert ([p.pk for p in middle.products], middle.newer) == (newest_first[2:4], newest_first[2])


def test_queries_do_not_grow_with_the_list(office):
    counts = []
    for _round in range(3):
        ProductFactory(listed=True)
        with CaptureQueriesContext(connection) as seen:
            office.get("/desk/products/")
        counts.append(len(seen))
    assert counts[1] == counts[2]


def post(client, product, verb, **typed):
    data = {"verb": verb} | {f"{verb}-{name}": value for name, value in typed.items()}
    return client.post(f"/desk/products/{product.pk}/", data)


def test_the_three_verbs(office):
    product = ProductFactory()
    assert post(office, product, "list", words="符合条件").status_code == 302
    assert post(office, product, "delist", reason="problem", words="标签不实").status_code == 302
    assert post(office, product, "relist").status_code == 302
    product.refresh_from_db()
    assert product.standing == Standing.LISTED
    assert list(product.events.values_list("words", flat=True)) == ["符合条件", "标签不实", ""]


def test_bad_input_keeps_what_was_typed(office):
    product = ProductFactory(listed=True)
    response = post(office, product, "delist", words="这是我写的说明")
    assert response.status_code == 400
    text = response.content.decode()
    assert "这是我写的说明" in text
    assert '<details class="fold gap" open>' in text
    product.refresh_from_db()
    assert product.is_listed


@pytest.mark.parametrize("until", ["2020-01-01", "明天"])
def test_a_day_that_cannot_be_is_said_at_the_form(office, until):
    response = post(office, ProductFactory(), "list", until=until, words="请留住")
    text = response.content.decode()
    assert response.status_code == 400
    assert "请留住" in text
    assert 'id="id_list-until_error"' in text


def test_what_is_not_possible_now_is_greyed_with_its_reason(office):
    text = office.get(f"/desk/products/{ProductFactory(certified=True).pk}/").content.decode()
    assert "只能由本站最高一级扶贫办决定" in text
    assert 'name="verb"' not in text


def test_a_verb_nobody_knows_does_nothing(office):
    product = ProductFactory()
    assert post(office, product, "destroy").status_code == 200
    product.refresh_from_db()
    assert product.standing == Standing.NEW


def test_a_forged_verb_is_refused(client, sign_in):
    product = ProductFactory(listed=True)
    sign_in(client, UserFactory(organization=product.supplier, role=Role.ADMINISTRATOR))
    assert post(client, product, "delist", reason="supplier", words="x").status_code == 403
    product.refresh_from_db()
    assert product.is_listed


def test_a_late_click_reads_a_sentence(office):
    product = ProductFactory(delisted=True)
    response = post(office, product, "delist", reason="problem", words="迟了")
    assert response.status_code == 409
    assert "退出目录" in response.content.decode()


def test_desk_shows_when_validity_ends(office):
    until = timezone.localdate() + datetime.timedelta(days=30)
    ProductFactory(title="在册", listed=True, until=until)
    assert until.isoformat() in office.get("/desk/products/").content.decode()
