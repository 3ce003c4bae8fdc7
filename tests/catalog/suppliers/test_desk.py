"""The supplier's desk: every page opens, says what comes next, and keeps what is personal."""

import pytest
from django.urls import reverse

from accounts.desk import first_page
from accounts.models import Role
from catalog.suppliers import actions, queries
from catalog.suppliers.facts import PROMISES, PaperKind
from catalog.suppliers.models import Qualification
from core.models import Record
from review.models import Outcome, ReviewTask
from tests.factories.accounts import UserFactory
from tests.factories.suppliers import (
    ID_NUMBER,
    USCC,
    base,
    decide,
    ground,
    operator,
    sent,
    supplier_person,
    whole_draft,
)

pytestmark = pytest.mark.django_db


def _get(client, name, *args):
    return client.get(reverse(f"suppliers_desk:{name}", args=args))


def test_a_new_supplier_is_led_from_papers_to_submission(client):
    reviewer, by = ground(), supplier_person()
    client.force_login(by)
    assert "填写基本信息" in _get(client, "home").content.decode()
    for kind in (PaperKind.BUSINESS_LICENCE, PaperKind.LEGAL_ID, PaperKind.QUALITY_REPORT):
        answer = client.post(reverse("suppliers_desk:add_paper"), {"kind": kind, "file": sent(kind)})
        assert answer.status_code == 302
    empty = client.post(reverse("suppliers_desk:edit"), {"submit": "1"})
    assert empty.status_code == 422
    typed = {
        "operator": operator().pk,
        "uscc": USCC,
        "legal_representative": "石示例",
        "address": "花垣县",
        "telephone": "100-1",
        "promises": list(PROMISES),
        "submit": "1",
    }
    assert client.post(reverse("suppliers_desk:edit"), typed).status_code == 302
    assert "运营商正在审核" in _get(client, "home").content.decode()
    task = ReviewTask.objects.open().get(process="onboarding")
    client.force_login(reviewer)
    page = client.get(reverse("review:task", args=[task.pk])).content.decode()
    assert "石示例" in page
    decide("onboarding", task.subject_id, Outcome.APPROVE, by=reviewer)
    client.force_login(by)
    assert "查找" in _get(client, "home").content.decode()


def test_every_page_of_the_desk_opens(client):
    ground()
    by = supplier_person(approved=True)
    client.force_login(by)
    for name in ("home", "edit", "add_paper", "bases", "agreement"):
        assert _get(client, name).status_code == 200, name
    assert _get(client, "request_base", base().pk).status_code == 200
    asked = {"goods": "大米", "proof": sent()}
    assert client.post(reverse("suppliers_desk:request_base", args=[base().pk]), asked).status_code == 302
    row = by.organization.base_authorizations.get()
    holder = UserFactory(organization=base(), role=Role.ADMINISTRATOR)
    client.force_login(holder)
    assert _get(client, "proof", row.pk).status_code == 200
    task = ReviewTask.objects.open().get(process="base-authorization")
    assert client.get(reverse("review:task", args=[task.pk])).status_code == 200
    client.force_login(by)
    handed = {"goods": "大米", "file": sent()}
    assert client.post(reverse("suppliers_desk:agreement"), handed).status_code == 302
    assert "大米" in _get(client, "home").content.decode()


def test_second_request_to_a_base_is_refused_and_keeps_what_was_typed(client):
    ground()
    by = supplier_person(approved=True)
    client.force_login(by)
    address = reverse("suppliers_desk:request_base", args=[base().pk])
    client.post(address, {"goods": "大米", "proof": sent()})
    again = client.post(address, {"goods": "高山云雾茶", "proof": sent()})
    assert again.status_code == 422
    assert "高山云雾茶" in again.content.decode()
    assert by.organization.base_authorizations.count() == 1


def test_each_look_at_an_identity_card_is_recorded_and_strangers_are_refused(client):
    by = supplier_person(approved=True)
    paper = Qualification.objects.get(kind=PaperKind.LEGAL_ID)
    licence = Qualification.objects.get(kind=PaperKind.BUSINESS_LICENCE)
    client.force_login(by)
    for _n in range(2):
        assert _get(client, "paper", paper.pk).status_code == 200
    assert _get(client, "paper", licence.pk).status_code == 200
    assert Record.objects.filter(verb="supplier.view_file", subject_id=paper.pk).count() == 2
    assert Record.objects.filter(verb="supplier.view_file").count() == 2
    client.force_login(supplier_person())
    assert _get(client, "paper", paper.pk).status_code == 403


def test_an_id_number_is_never_shown_again(client):
    ground()
    by = supplier_person()
    whole_draft(by, is_natural_person=True, id_number=ID_NUMBER)
    client.force_login(by)
    page = _get(client, "edit").content.decode()
    assert ID_NUMBER not in page
    assert queries.in_work(by.organization).masked_id_number in page


def test_autosave_answers_with_the_count_of_edits(client):
    by = supplier_person()
    row = actions.start_onboarding(by=by)
    client.force_login(by)
    answer = client.post(
        reverse("suppliers_desk:edit"),
        {"address": "甲", "edits": row.edits},
        headers={"accept": "application/json"},
    )
    assert answer.json()["edits"] == row.edits + 1
    row.refresh_from_db()
    assert row.address == "甲"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_as_often_for_three_rows_as_for_one(client, count, django_assert_max_num_queries):
    by = supplier_person(approved=True)
    ground()
    for number in range(count):
        actions.request_authorization(base(f"示范基地{number}"), sent(), by=by, goods="茶")
    client.force_login(by)
    _get(client, "home")
    with django_assert_max_num_queries(30):
        _get(client, "home")


def test_a_supplier_begins_at_its_own_desk():
    assert first_page(supplier_person()) == reverse("suppliers_desk:home")
    assert first_page(UserFactory()) == ""
