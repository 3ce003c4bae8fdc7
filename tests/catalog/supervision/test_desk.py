"""The desk's pages: lists with filters, one complaint and its doors, the blacklist, inspections, private files."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from catalog.models import ProductPage
from catalog.states import Standing
from catalog.supervision import actions, targets
from catalog.supervision.models import Blacklisting, Complaint, Inspection
from catalog.supervision.states import BlacklistState, ComplaintState, InspectionState, Verdict
from core.models import Record
from organizations.models import Kind
from tests.factories.accounts import UserFactory
from tests.factories.core import pdf, upload
from tests.factories.supervision import (
    blacklisting,
    complaint,
    days,
    handler,
    inspection,
    offices,
    product,
    proposal,
    supplier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hunan(hunan):
    """Regions and the site."""


@pytest.fixture
def desk(client):
    """desk(user) → a client at the desk."""

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def page(client, address, status=200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def do(client, made, verb, **said):
    fields = {f"{verb}-{name}": value for name, value in said.items()}
    return client.post(f"/desk/supervision/complaints/{made.pk}/", {"verb": verb, **fields})


SEES_PAGES = [
    ("433124", Role.REVIEWER, Kind.ASSISTANCE_OFFICE, 200),
    ("430000", Role.ADMINISTRATOR, Kind.ASSISTANCE_OFFICE, 200),
    ("433124", Role.REVIEWER, Kind.AGRICULTURE_BUREAU, 200),
    ("433124", Role.REPORTER, Kind.ASSISTANCE_OFFICE, 404),
    ("433124109", Role.REVIEWER, Kind.WORK_STATION, 404),
]


@pytest.mark.parametrize(("code", "role", "kind", "status"), SEES_PAGES)
@pytest.mark.parametrize("address", ["", "inspections/", "inspections/new/", "blacklist/"])
def test_who_has_the_pages(desk, code, role, kind, status, address):
    text = page(desk(handler(code, role, kind=kind)), f"/desk/supervision/{address}", status)
    if status == 200:
        assert "/desk/supervision/" in text


def test_suppliers_have_no_such_pages(desk):
    by = UserFactory(organization=supplier(), role=Role.ADMINISTRATOR)
    page(desk(by), "/desk/supervision/", 404)
    made = complaint()
    page(desk(by), f"/desk/supervision/complaints/{made.pk}/", 403)


def test_list_is_filtered_by_state_topic_and_name(desk):
    client = desk(handler())
    first = complaint()
    second = complaint(
        "answered", target=targets.find("product", product(title="保靖黄金茶").pk), topic="price"
    )
    assert first.about_title in page(client, "/desk/supervision/")
    assert second.about_title not in page(client, "/desk/supervision/")
    assert second.about_title in page(client, "/desk/supervision/?state=answered")
    assert second.about_title in page(client, "/desk/supervision/?state=all&topic=price")
    assert first.about_title not in page(client, "/desk/supervision/?state=all&topic=price")
    assert first.about_title in page(client, f"/desk/supervision/?q={first.receipt.lower()}")
    assert "没有投诉" in page(client, "/desk/supervision/?q=没有这个")
    page(client, "/desk/supervision/?state=planet&topic=planet&page=zz")


def test_overdue_ones_stand_apart_in_colour(desk):
    made = complaint()
    Complaint.objects.filter(pk=made.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=3))
    text = page(desk(handler()), "/desk/supervision/?state=late")
    assert made.about_title in text
    assert 'class="due late"' in text


@pytest.mark.parametrize("address", ["", "?state=all", "inspections/", "blacklist/"])
def test_lists_ask_as_much_for_three_rows_as_for_one(desk, address):
    client = desk(handler("430000"))

    def fill(number):
        one = product(title=f"产品{number}", supplier_id=supplier(f"花垣第{number}合作社").pk)
        complaint(target=targets.find("product", one.pk))
        inspection(product=one)
        proposal(one.supplier)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/desk/supervision/{address}")
        return len(asked)

    fill(1)
    count()
    first = count()
    fill(2), fill(3)
    assert count() == first


def test_inbox_leads_to_the_complaints_own_page(desk):
    made = complaint()
    client = desk(handler())
    assert f"/desk/supervision/complaints/{made.pk}/" in page(client, "/desk/")
    answer = client.get(f"/desk/tasks/{made.task.pk}/")
    assert answer["Location"] == f"/desk/supervision/complaints/{made.pk}/"


def test_complaint_is_handled_from_its_page_to_the_end(desk):
    made = complaint()
    client = desk(handler())
    text = page(client, f"/desk/supervision/complaints/{made.pk}/")
    assert "请先开始调查。" in text
    assert do(client, made, "take_up").status_code == 302
    assert do(client, made, "note", words="电话询问了村委会。").status_code == 302
    assert do(client, made, "establish", finding="verified", words="抽检不合格。").status_code == 302
    gone = do(client, made, "withdraw", reason="safety", words="抽检不合格。")
    assert gone.status_code == 302
    assert ProductPage.objects.get(pk=made.about_id).standing == Standing.DELISTED
    assert do(client, made, "answer", answer="已处理。", summary="已退出目录。").status_code == 302
    made.refresh_from_db()
    assert made.state == ComplaintState.ANSWERED
    text = page(client, f"/desk/supervision/complaints/{made.pk}/")
    assert "电话询问了村委会。" in text
    assert "已退出目录。" in text


def test_refused_form_gives_back_what_was_typed(desk):
    made = complaint("established")
    answer = do(desk(handler()), made, "answer", answer="请找王某 138 0013 8000", summary="")
    assert answer.status_code == 422
    assert "138 0013 8000" in answer.content.decode()
    made.refresh_from_db()
    assert made.state == ComplaintState.INVESTIGATING


def test_office_above_reads_why_it_does_not_act(desk):
    _county, city, _province = offices()
    made = complaint()
    text = page(desk(city), f"/desk/supervision/complaints/{made.pk}/")
    assert "disabled" in text
    assert made.contact not in text
    answer = do(desk(city), made, "take_up")
    assert answer.status_code == 403


def test_contact_is_shown_on_asking_and_recorded(desk):
    made = complaint()
    client = desk(handler())
    assert made.contact not in page(client, f"/desk/supervision/complaints/{made.pk}/")
    answer = do(client, made, "contact")
    assert made.contact in answer.content.decode()
    assert Record.objects.filter(verb="complaint.read_contact").count() == 1
    _county, city, _province = offices()
    assert do(desk(city), made, "contact").status_code == 403


def test_file_of_a_complaint_leaves_only_to_those_who_may_see_it(desk):
    made = complaint(uploads=[upload(pdf(), "发票.pdf")])
    row = made.files.get()
    address = f"/desk/supervision/complaints/files/{row.pk}/"
    assert desk(handler()).get(address).status_code == 200
    assert desk(handler("433122")).get(address).status_code == 403
    client = desk(handler())
    client.logout()
    assert client.get(address).status_code == 302


def whole_entry(**changed):
    return {
        "grounds": "fraud",
        "words": "材料造假，查证属实。",
        "until": days(300).isoformat(),
        "document_number": "州扶办〔2026〕7号",
        **changed,
    }


def test_city_blacklists_from_a_verified_complaint(desk):
    county, city, _province = offices()
    made = complaint("answered", by=county)
    address = f"/desk/supervision/blacklist/new/?complaint={made.pk}"
    assert address in page(desk(city), f"/desk/supervision/complaints/{made.pk}/")
    assert "1 个产品" in page(desk(city), address)
    answer = desk(city).post(address, whole_entry())
    entry = Blacklisting.objects.get()
    assert answer["Location"] == f"/desk/supervision/blacklist/{entry.pk}/"
    assert (entry.complaint, entry.state, entry.products_removed) == (made, BlacklistState.IN_FORCE, 1)


def test_county_proposes_and_city_adopts_or_declines(desk):
    county, city, _province = offices()
    made = complaint("answered", by=county)
    desk(county).post(f"/desk/supervision/blacklist/new/?complaint={made.pk}", whole_entry())
    entry = Blacklisting.objects.get()
    assert entry.state == BlacklistState.PROPOSED
    address = f"/desk/supervision/blacklist/{entry.pk}/"
    assert address in page(desk(city), "/desk/")
    assert "材料造假" in page(desk(city), address)
    assert "disabled" in page(desk(county), address)
    said = {f"adopt-{name}": value for name, value in whole_entry().items()}
    assert desk(city).post(address, {"verb": "adopt", **said}).status_code == 302
    entry.refresh_from_db()
    assert entry.state == BlacklistState.IN_FORCE


def test_city_rehabilitates(desk):
    entry = blacklisting()
    address = f"/desk/supervision/blacklist/{entry.pk}/"
    said = {"rehabilitate-words": "整改完成。", "rehabilitate-document_number": "9号"}
    assert desk(handler()).post(address, {"verb": "rehabilitate", **said}).status_code == 403
    assert desk(handler("433100")).post(address, {"verb": "rehabilitate", **said}).status_code == 302
    entry.refresh_from_db()
    assert entry.state == BlacklistState.REHABILITATED


@pytest.mark.parametrize(
    "changed", [{"until": ""}, {"until": days(-1).isoformat()}, {"words": "138 0013 8000"}]
)
def test_wrong_entry_gives_back_what_was_typed(desk, changed):
    address = f"/desk/supervision/blacklist/new/?organization={supplier().pk}"
    answer = desk(handler("433100")).post(address, whole_entry(**changed))
    assert answer.status_code == 422
    assert "州扶办〔2026〕7号" in answer.content.decode()
    assert Blacklisting.objects.count() == 0


def test_proposal_of_another_territory_is_not_read(desk):
    entry = proposal()
    page(desk(handler("430300")), f"/desk/supervision/blacklist/{entry.pk}/", 403)
    assert supplier().name not in page(desk(handler("430300")), "/desk/supervision/blacklist/")


@pytest.mark.parametrize(
    "address", ["new/", "new/?organization=999999", "new/?complaint=x", "new/?organization=x"]
)
def test_entry_about_nobody_is_not_there(desk, address):
    page(desk(handler("433100")), f"/desk/supervision/blacklist/{address}", 404)


def test_inspection_is_planned_and_recorded(desk):
    one = product()
    client = desk(handler())
    page(client, "/desk/supervision/inspections/new/")
    assert one.title in page(client, f"/desk/supervision/inspections/new/?product={one.code}")
    client.post(
        f"/desk/supervision/inspections/new/?product={one.pk}",
        {"planned_on": days(0).isoformat(), "plan": "标签"},
    )
    made = Inspection.objects.get()
    address = f"/desk/supervision/inspections/{made.pk}/"
    said = {
        "verb": "record",
        "record-done_on": days(0).isoformat(),
        "record-verdict": "failed",
        "record-findings": "标签不实。",
        "record-quality": "0",
        "record-price": "1",
        "record-files": upload(pdf(), "报告.pdf"),
    }
    assert client.post(address, said).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.verdict) == (InspectionState.DONE, Verdict.FAILED)
    assert made.checks == {"quality": False, "price": True}
    assert "报告.pdf" in page(client, address)
    assert "标签不实。" in client.get(one.url).content.decode()
    withdrawal = {"verb": "withdraw", "withdraw-reason": "problem", "withdraw-words": "标签不实。"}
    assert client.post(address, withdrawal).status_code == 302
    one.refresh_from_db()
    assert one.standing == Standing.DELISTED


def test_inspection_of_another_territory_is_refused(desk):
    one = product()
    page(desk(handler("433122")), f"/desk/supervision/inspections/new/?product={one.pk}", 403)
    page(desk(handler("433122")), f"/desk/supervision/inspections/{inspection(product=one).pk}/", 403)


def test_what_cannot_be_found_says_so(desk):
    assert "没有找到" in page(desk(handler()), "/desk/supervision/inspections/new/?product=nothing")
    assert supplier().name in page(
        desk(handler()), f"/desk/supervision/inspections/new/?supplier={supplier().name}"
    )


def test_blacklist_of_the_desk_shows_entries_of_every_state(desk):
    city = handler("433100")
    ended = blacklisting(supplier("花垣甲合作社"), by=city)
    actions.rehabilitate(ended, by=city, words="整改完成。", document_number="9号")
    blacklisting(supplier("花垣乙合作社"), by=city)
    proposal(supplier("花垣丙合作社"))
    actions.decline_blacklisting(proposal(supplier("花垣丁合作社")), "证据不足。", by=city)
    text = page(desk(city), "/desk/supervision/blacklist/")
    assert all(f"花垣{name}合作社" in text for name in "甲乙丙丁")
    for entry in Blacklisting.objects.all():
        page(desk(city), f"/desk/supervision/blacklist/{entry.pk}/")
