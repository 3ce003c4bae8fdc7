"""“My account” and “My organization”: who sees what, what the buttons do, how many queries a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import suspend_account
from accounts.models import Role, User
from organizations.models import Kind, Organization
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory
from tests.factories.regions import region_at

pytestmark = pytest.mark.django_db
PHONE = "10088880001"


@pytest.fixture
def city(client, sign_in):
    """The administrator of 湘西州, signed in."""
    user = UserFactory(
        administrator=True, name="州管理员", organization=OrganizationFactory(city_office=True)
    )
    sign_in(client, user)
    return user


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


PAGES = ["mine", "organization", "organizations", "open", "history"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_want_a_sign_in(client, name):
    url = reverse(f"accounts:{name}")
    answer = client.get(url)
    assert (answer.status_code, answer.url) == (302, f"/account/login/?next={url}")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_an_administrator(client, city, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"), [*[(name, 200) for name in PAGES if name != "open"], ("open", 403)]
)
def test_pages_of_a_reporter(client, sign_in, name, status):
    sign_in(client, UserFactory())
    assert client.get(reverse(f"accounts:{name}")).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_system_administrator(client, sign_in, name):
    sign_in(client, UserFactory(system=True))
    assert client.get(reverse(f"accounts:{name}")).status_code == 200


def test_organization_greys_the_plus_with_its_reason(client, sign_in):
    sign_in(client, UserFactory(reviewer=True))
    page = client.get(reverse("accounts:organization")).content.decode()
    assert "只有管理员可以开通账号，请联系本单位管理员。" in page


def test_organization_shows_numbers_masked(client, city):
    colleague = UserFactory(organization=city.organization)
    page = client.get(reverse("accounts:organization")).content.decode()
    assert colleague.masked_phone in page
    assert colleague.phone not in page


@pytest.mark.parametrize("name", ["organization", "organizations", "history"])
def test_list_costs_the_same_for_one_row_and_three(client, city, name):
    def row():
        county = OrganizationFactory(
            kind=Kind.ASSISTANCE_OFFICE, region=region_at("433124"), name="花垣县扶贫办"
        )
        market = OrganizationFactory(market=True)
        for organization in (city.organization, county, market):
            user = UserFactory(organization=organization, role=Role.ADMINISTRATOR)
        suspend_account(user, by=city, reason="离岗")

    url = reverse(f"accounts:{name}")
    row()
    client.get(url)
    one = queries_of(client, url)
    row(), row()
    assert queries_of(client, url) == one
    assert one <= 14


def test_organizations_lists_what_one_looks_after(client, city):
    OrganizationFactory(province_office=True)
    expected = [
        OrganizationFactory(county_office=True),
        OrganizationFactory(work_station=True),
        OrganizationFactory(chain=True),
        OrganizationFactory(enterprise=True),
    ]
    OrganizationFactory(kind=Kind.ASSISTANCE_OFFICE, region=region_at("430100"), name="长沙市扶贫办")
    OrganizationFactory(market=True, region=region_at("430100"))
    OrganizationFactory(merchant=True)
    shown = client.get(reverse("accounts:organizations")).context["page_obj"].object_list
    market = Organization.objects.get(kind=Kind.WHOLESALE_MARKET, region="433100")
    assert {each.pk for each in shown} == {each.pk for each in [*expected, market]}


def test_organizations_by_kind_and_name(client, city):
    wanted = OrganizationFactory(market=True, name="吉首大市场")
    OrganizationFactory(market=True, name="别的市场")
    OrganizationFactory(chain=True, name="吉首商超")
    url = reverse("accounts:organizations") + "?kind=wholesale_market&q=吉首"
    assert list(client.get(url).context["page_obj"]) == [wanted]


def test_organizations_with_a_kind_that_is_none_shows_all(client, city):
    OrganizationFactory(market=True)
    assert len(client.get(reverse("accounts:organizations") + "?kind=nonsense").context["page_obj"]) == 1


def test_organization_page_of_another_territory_is_not_found(client, city):
    other = OrganizationFactory(market=True, region=region_at("430100"))
    for name in ("organization_page", "open_in", "close", "rename"):
        assert client.get(reverse(f"accounts:{name}", args=[other.pk])).status_code == 404
    user = UserFactory(organization=other, administrator=True)
    for name in ("suspend", "resume", "hand_over"):
        assert client.post(reverse(f"accounts:{name}", args=[user.pk]), {"reason": "离岗"}).status_code == 404
    user.refresh_from_db()
    assert user.is_active


def test_choose_offers_what_the_table_allows(client, city):
    offers = client.get(reverse("accounts:open")).context["offers"]
    assert [offer.slug for offer in offers] == [
        "colleague", "assistance_office", "agriculture_bureau", "work_station", "wholesale_market", "chain",
        "ecommerce_platform", "operator", "production_base",
    ]  # fmt: skip


def test_open_a_colleague(client, city):
    url = reverse("accounts:open_new", args=["colleague"])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"name": "王小明", "phone": PHONE, "role": "reviewer"})
    assert answer.url == reverse("accounts:organization")
    assert User.objects.get(phone=PHONE).organization == city.organization


def test_open_a_market_of_the_city(client, city):
    url = reverse("accounts:open_new", args=["wholesale_market"])
    data = {
        "organization_name": "吉首大市场",
        "region": "433100",
        "role": "administrator",
        "name": "李建国",
        "phone": PHONE,
    }
    answer = client.post(url, data)
    user = User.objects.get(phone=PHONE)
    assert answer.url == reverse("accounts:organization_page", args=[user.organization_id])
    assert (user.organization.kind, user.organization.region_id) == (Kind.WHOLESALE_MARKET, "433100")


def test_open_a_chain_asks_for_no_region(client, city):
    url = reverse("accounts:open_new", args=["chain"])
    assert set(client.get(url).context["form"].fields) == {"organization_name", "role", "name", "phone"}
    client.post(
        url, {"organization_name": "惠民商超", "role": "administrator", "name": "李建国", "phone": PHONE}
    )
    assert User.objects.get(phone=PHONE).organization.region_id == "433100"


def test_open_a_county_office_and_its_first_administrator(client, city):
    url = reverse("accounts:open_new", args=["assistance_office"])
    data = {
        "organization_name": "永顺县扶贫办",
        "region": "433127",
        "role": "administrator",
        "name": "李建国",
        "phone": PHONE,
    }
    client.post(url, data)
    assert User.objects.get(phone=PHONE).organization.name == "永顺县扶贫办"


def test_open_a_merchant_by_contact_and_mobile_only(client, sign_in):
    market = UserFactory(administrator=True, organization=OrganizationFactory(market=True))
    sign_in(client, market)
    url = reverse("accounts:open_new", args=["merchant"])
    client.post(url, {"name": "张三丰", "phone": PHONE, "role": "reporter"})
    user = User.objects.get(phone=PHONE)
    assert (user.organization.parent, user.organization.is_name_final) == (market.organization, False)
    sign_in(client, user)
    rename = reverse("accounts:rename", args=[user.organization_id])
    assert rename in client.get(reverse("accounts:mine")).content.decode()
    assert client.post(rename, {"name": "张三丰粮油批发"}).url == reverse("accounts:mine")
    user.organization.refresh_from_db()
    assert (user.organization.name, user.organization.is_name_final) == ("张三丰粮油批发", True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"phone": "1"}, 422),
        ({"role": "editor"}, 422),
        ({"name": ""}, 422),
        ({"phone": "taken"}, 409),
    ],
)
def test_open_gives_what_was_typed_back(client, city, changes, status):
    taken = UserFactory()
    data = {"name": "王小明", "phone": PHONE, "role": "reviewer"} | changes
    data["phone"] = taken.phone if data["phone"] == "taken" else data["phone"]
    before = User.objects.count()
    answer = client.post(reverse("accounts:open_new", args=["colleague"]), data)
    assert answer.status_code == status
    assert answer.context["form"].errors
    assert answer.context["form"].data["phone"] == data["phone"]
    assert User.objects.count() == before


def test_open_an_office_that_is_open_already_says_so(client, city):
    OrganizationFactory(county_office=True)
    data = {
        "organization_name": "花垣办",
        "region": "433124",
        "role": "administrator",
        "name": "李建国",
        "phone": PHONE,
    }
    answer = client.post(reverse("accounts:open_new", args=["assistance_office"]), data)
    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors() == ["花垣县已有“扶贫办”。"]


@pytest.mark.parametrize("slug", ["merchant", "enterprise", "nonsense"])
def test_open_what_is_not_offered_is_not_found(client, city, slug):
    assert client.get(reverse("accounts:open_new", args=[slug])).status_code == 404


def test_open_in_an_organization_one_looks_after(client, city):
    county = OrganizationFactory(county_office=True)
    url = reverse("accounts:open_in", args=[county.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"name": "王小明", "phone": PHONE, "role": "reporter"})
    assert User.objects.get(phone=PHONE).organization == county


def test_suspend_resume_and_hand_over(client, city):
    user = UserFactory(organization=city.organization, reviewer=True)
    for name in ("suspend", "resume", "hand_over"):
        assert client.get(reverse(f"accounts:{name}", args=[user.pk])).status_code == 200
    assert client.post(reverse("accounts:suspend", args=[user.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("accounts:suspend", args=[user.pk]), {"reason": "离岗"})
    user.refresh_from_db()
    assert not user.is_active
    client.post(reverse("accounts:resume", args=[user.pk]))
    user.refresh_from_db()
    assert user.is_active
    answer = client.post(reverse("accounts:hand_over", args=[user.pk]), {"name": "赵小兰", "phone": PHONE})
    assert answer.url == reverse("accounts:organization")
    assert User.objects.get(phone=PHONE).role == Role.REVIEWER


def test_hand_over_to_a_taken_number_says_so_at_the_form(client, city):
    user = UserFactory(organization=city.organization)
    answer = client.post(
        reverse("accounts:hand_over", args=[user.pk]), {"name": "赵小兰", "phone": city.phone}
    )
    assert answer.status_code == 409
    assert answer.context["form"].data["name"] == "赵小兰"


def test_reporter_suspends_nobody(client, sign_in):
    sign_in(client, UserFactory())
    colleague = UserFactory()
    answer = client.post(reverse("accounts:suspend", args=[colleague.pk]), {"reason": "离岗"})
    assert answer.status_code == 403
    colleague.refresh_from_db()
    assert colleague.is_active


def test_close_asks_and_closes(client, city):
    market = OrganizationFactory(market=True)
    url = reverse("accounts:close", args=[market.pk])
    assert client.get(url).status_code == 200
    market.refresh_from_db()
    assert market.is_active
    client.post(url)
    market.refresh_from_db()
    assert not market.is_active
    assert client.post(url).status_code == 409


def test_rename_what_one_looks_after(client, city):
    market = OrganizationFactory(market=True)
    url = reverse("accounts:rename", args=[market.pk])
    assert client.post(url, {"name": " "}).status_code == 422
    client.post(url, {"name": "吉首新市场"})
    market.refresh_from_db()
    assert market.name == "吉首新市场"


def test_history_shows_own_and_looked_after_deeds_only(client, city):
    county = UserFactory(administrator=True)
    station = UserFactory(organization=OrganizationFactory(work_station=True))
    suspend_account(station, by=county, reason="撤并")
    elsewhere = OrganizationFactory(
        kind=Kind.ASSISTANCE_OFFICE, region=region_at("430121"), name="长沙县扶贫办"
    )
    other = UserFactory(administrator=True, organization=elsewhere)
    suspend_account(UserFactory(organization=elsewhere), by=other, reason="离岗")
    rows = client.get(reverse("accounts:history")).context["rows"]
    assert [(record.actor, label) for record, label in rows] == [(county, "停用了账号")]


def test_history_by_person(client, city):
    first, second = (UserFactory(organization=city.organization) for _ in range(2))
    colleague = UserFactory(organization=city.organization, administrator=True)
    suspend_account(first, by=city, reason="离岗")
    suspend_account(second, by=colleague, reason="离岗")
    rows = client.get(reverse("accounts:history") + f"?person={colleague.pk}").context["rows"]
    assert [record.actor for record, _ in rows] == [colleague]


@pytest.mark.parametrize(
    "query", ["?person=abc", "?person=999999999", "?page=99", "?organization=x", "?page=-1"]
)
def test_history_bears_any_address(client, city, query):
    assert client.get(reverse("accounts:history") + query).status_code == 200


def test_history_of_a_merchant_is_its_own(client, sign_in):
    merchant = UserFactory(organization=OrganizationFactory(merchant=True))
    market = UserFactory(administrator=True, organization=merchant.organization.parent)
    other = UserFactory(organization=OrganizationFactory(merchant=True, parent=market.organization))
    suspend_account(other, by=market, reason="退市")
    sign_in(client, merchant)
    assert client.get(reverse("accounts:history")).context["rows"] == []


def test_every_verb_that_is_recorded_has_words():
    """The words of all floors: a verb without them would stand in code on the page."""
    import re
    from pathlib import Path

    from accounts import verbs

    root = Path(__file__).resolve().parents[3]
    found = set()
    for top in ("site", "activities", "home", "catalog"):
        for path in (root / top).rglob("*.py"):
            found |= set(re.findall(r"(?:record|build)\(\s*\"([a-z]+\.[a-z_]+)\"", path.read_text()))
    assert {verb for verb in found if verbs.label(verb) == verb} == set()
    assert len(found) > 20
