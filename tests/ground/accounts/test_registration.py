"""Units that register themselves: nothing exists before the code (B03, B17-B19)."""

import re
import time

import pytest

from accounts.models import User
from accounts.senders import MemorySender
from organizations.models import Organization
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hunan")]
SIGNUP, CODE = "/account/signup/", "/account/signup/code/"
DATA = {
    "name": "花垣山货有限公司",
    "kind": "enterprise",
    "region": ["430000", "433100", "433124"],
    "contact": "王小明",
    "phone": "10088880001",
}


@pytest.fixture(autouse=True)
def outbox():
    MemorySender.outbox.clear()
    return MemorySender.outbox


def sent_code(outbox):
    return re.search(r"\b\d{6}\b", outbox[-1][1]).group()


def begin(client, **changes):
    return client.post(SIGNUP, {**DATA, **changes})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_registration_in_two_steps(client, outbox):
    assert client.get(SIGNUP).status_code == 200
    begun = begin(client)
    assert (begun.status_code, begun.url) == (302, CODE)
    assert (User.objects.count(), Organization.objects.count()) == (0, 0)
    done = client.post(CODE, {"code": sent_code(outbox)})
    assert (done.status_code, done.url) == (302, "/desk/")
    user = User.objects.get()
    assert (user.phone, user.name, user.phone_verified) == ("10088880001", "王小明", True)
    assert (user.organization.name, user.organization.kind, user.organization.region_id) == (
        "花垣山货有限公司", "enterprise", "433124",
    )  # fmt: skip
    assert signed_in_as(client) == str(user.pk)


@pytest.mark.parametrize("kind", ["enterprise", "budget_unit", "supplier"])
def test_registration_of_each_kind(client, outbox, kind):
    begin(client, kind=kind)
    client.post(CODE, {"code": sent_code(outbox)})
    assert Organization.objects.get().kind == kind


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "长" * 121}, {"name"}),
        ({"kind": "assistance_office"}, {"kind"}),
        ({"kind": "wholesale_market"}, {"kind"}),
        ({"region": ["430000", "433100"]}, {"region"}),
        ({"region": ["999999"]}, {"region"}),
        ({"contact": "王"}, {"contact"}),
        ({"phone": "138"}, {"phone"}),
        ({"phone": ""}, {"phone"}),
    ],
)
def test_registration_with_bad_words_sends_nothing(client, outbox, changes, fields):
    answer = begin(client, **changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == fields
    assert outbox == []


def test_registration_ends_after_three_wrong_codes(client, outbox):
    begin(client)
    code = sent_code(outbox)
    answers = [client.post(CODE, {"code": "12345x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert client.post(CODE, {"code": code}).url == SIGNUP
    assert (User.objects.count(), Organization.objects.count()) == (0, 0)


def test_registration_keeps_what_was_typed_when_the_code_expires(client, outbox, monkeypatch):
    begin(client)
    code, now = sent_code(outbox), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    answer = client.post(CODE, {"code": code}, follow=True)
    assert answer.redirect_chain == [(SIGNUP, 302)]
    assert "花垣山货有限公司" in answer.content.decode()
    assert User.objects.count() == 0


def test_code_of_a_registration_works_once(client, outbox):
    begin(client)
    code = sent_code(outbox)
    client.post(CODE, {"code": code})
    client.post("/account/logout/")
    assert client.post(CODE, {"code": code}).url == SIGNUP
    assert User.objects.count() == 1


def test_emptied_code_is_never_right(client, outbox):
    begin(client)
    for _ in range(3):
        client.post(CODE, {"code": "12345x"})
    assert client.post(CODE, {"code": ""}).url == SIGNUP
    assert User.objects.count() == 0


def test_known_number_sees_the_same_and_ends_in_its_own_account(client, outbox):
    user = UserFactory(phone=DATA["phone"])
    begun = begin(client)
    assert (begun.status_code, begun.url, len(outbox)) == (302, CODE, 1)
    done = client.post(CODE, {"code": sent_code(outbox)})
    assert done.url == "/desk/"
    assert signed_in_as(client) == str(user.pk)
    assert Organization.objects.count() == 1


def test_suspended_number_does_not_come_in_by_registering(client, outbox):
    UserFactory(phone=DATA["phone"], suspended=True)
    begin(client)
    assert client.post(CODE, {"code": sent_code(outbox)}).url == "/account/inactive/"
    assert signed_in_as(client) is None


def test_fourth_registration_a_minute_is_no_error(outbox):
    from django.test import Client

    answers = [begin(Client(), phone=f"1007777000{digit}").status_code for digit in range(6)]
    assert answers == [302] * 6


def test_new_code_within_half_a_minute_answers_429(client, outbox):
    begin(client)
    assert client.post(CODE, {"action": "resend"}).status_code == 429
    assert client.post(CODE, {"code": sent_code(outbox)}).url == "/desk/"


def test_region_can_be_chosen_step_by_step_without_script(client, outbox):
    answer = client.post(SIGNUP, {**DATA, "region": ["433100"], "region-step": "1"})
    assert answer.context["form"].errors.keys() == {"region"}
    assert "花垣县" in answer.content.decode()
    assert outbox == []
