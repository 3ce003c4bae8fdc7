"""The door: number, code, in (B02). Known and unknown numbers look the same until a code has been entered."""

import re
import time

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.senders import MemorySender
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/account/login/", "/account/login/code/"


@pytest.fixture(autouse=True)
def outbox():
    MemorySender.outbox.clear()
    return MemorySender.outbox


def sent_code(outbox):
    return re.search(r"\b\d{6}\b", outbox[-1][1]).group()


def ask(client, phone, **extra):
    return client.post(LOGIN, {"login": phone, **extra})


def enter(client, code, **extra):
    return client.post(CODE, {"code": code, **extra})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_sign_in_with_number_and_code(client, outbox):
    user = UserFactory(phone_verified=False)
    asked = ask(client, user.phone)
    assert (asked.status_code, asked.url) == (302, CODE)
    assert [phone for phone, _ in outbox] == [user.phone]
    entered = enter(client, sent_code(outbox))
    assert (entered.status_code, entered.url) == (302, "/desk/")
    assert signed_in_as(client) == str(user.pk)
    user.refresh_from_db()
    assert user.phone_verified


@pytest.mark.parametrize(
    "typed", ["100 1234 5678", "+86 10012345678", "１００１２３４５６７８", "100-1234-5678"]
)
def test_sign_in_accepts_number_as_typed(client, outbox, typed):
    UserFactory(phone="10012345678")
    ask(client, typed)
    assert outbox[-1][0] == "10012345678"


def test_sign_in_goes_on_where_it_was_wanted(client, outbox):
    user = UserFactory()
    asked = ask(client, user.phone, next="/desk/accounts/history/")
    assert asked.url == f"{CODE}?next=%2Fdesk%2Faccounts%2Fhistory%2F"
    entered = enter(client, sent_code(outbox), next="/desk/accounts/history/")
    assert entered.url == "/desk/accounts/history/"


def test_sign_in_does_not_lead_to_another_site(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    assert enter(client, sent_code(outbox), next="https://evil.example/").url == "/desk/"


@pytest.mark.parametrize("trait", ["system", "editor"])
def test_editors_and_the_system_administrator_land_in_the_cms(client, outbox, trait):
    user = UserFactory(**{trait: True})
    ask(client, user.phone)
    assert enter(client, sent_code(outbox)).url == "/cms/"


def test_code_is_six_digits_in_chinese_message(client, outbox):
    ask(client, UserFactory().phone)
    assert re.fullmatch(r"\d{6}", sent_code(outbox))


def test_wrong_code_says_so_at_its_field(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    wrong = "000000" if sent_code(outbox) != "000000" else "000001"
    answer = enter(client, wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"code"}
    assert signed_in_as(client) is None
    assert enter(client, sent_code(outbox)).status_code == 302


def test_code_is_worthless_after_three_wrong_tries(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    code = sent_code(outbox)
    wrong = "000000" if code != "000000" else "000001"
    answers = [enter(client, wrong) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert answers[-1].url == LOGIN
    assert enter(client, code).url == LOGIN
    assert signed_in_as(client) is None


def test_code_expires_after_ten_minutes(client, outbox, monkeypatch):
    user = UserFactory()
    ask(client, user.phone, next="/desk/x/")
    code, now = sent_code(outbox), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    answer = client.post(CODE, {"code": code, "next": "/desk/x/"}, follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next=%2Fdesk%2Fx%2F", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["验证码已过期，请重新获取。"]
    assert signed_in_as(client) is None


def test_code_is_good_just_before_ten_minutes(client, outbox, monkeypatch):
    user = UserFactory()
    ask(client, user.phone)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 595)
    enter(client, sent_code(outbox))
    assert signed_in_as(client) == str(user.pk)


def test_code_works_once(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    code = sent_code(outbox)
    enter(client, code)
    client.post("/account/logout/")
    assert signed_in_as(client) is None
    assert enter(client, code).url == LOGIN
    assert signed_in_as(client) is None


def test_code_of_another_browser_is_worthless(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    from django.test import Client

    other = Client()
    assert enter(other, sent_code(outbox)).url == LOGIN
    assert signed_in_as(other) is None


def test_new_code_replaces_the_old_one(client, outbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    user = UserFactory()
    ask(client, user.phone)
    first = sent_code(outbox)
    ask(client, user.phone)
    second = sent_code(outbox)
    if first != second:
        assert enter(client, first).status_code == 422
    enter(client, second)
    assert signed_in_as(client) == str(user.pk)


def _seen(client, phone):
    """What a browser sees of asking for a code and of entering a wrong one, the number's own digits masked."""
    asked = ask(client, phone)
    page = client.get(CODE)
    wrong = enter(client, "12345x")

    def text(response):
        return re.sub(
            r"csrfmiddlewaretoken\W+value=\W\w+|\d{3}\*{4}\d{4}|100\d{8}", "", response.content.decode()
        )

    return (asked.status_code, asked.url), (page.status_code, text(page)), (wrong.status_code, text(wrong))


def test_unknown_and_suspended_numbers_look_like_known_ones(client, outbox):
    from django.test import Client

    known, suspended = UserFactory(), UserFactory(suspended=True)
    seen = [_seen(Client(), phone) for phone in (known.phone, suspended.phone, "10099999999")]
    assert seen[0] == seen[1]
    assert seen[0] == seen[2]
    assert len(outbox) == 3


def test_unknown_number_is_told_by_message_and_gets_no_code(client, outbox):
    ask(client, "10099999999")
    assert outbox[0][0] == "10099999999"
    assert re.search(r"\d{6}", outbox[0][1].replace("10099999999", "")) is None
    assert not User.objects.filter(phone="10099999999").exists()


def test_suspended_account_is_told_after_its_code(client, outbox):
    user = UserFactory(suspended=True)
    ask(client, user.phone)
    answer = client.post(CODE, {"code": sent_code(outbox)}, follow=True)
    assert answer.redirect_chain == [("/account/inactive/", 302)]
    assert "该账号已停用" in answer.content.decode()
    assert signed_in_as(client) is None


@pytest.mark.parametrize("typed", ["", "12345", "12012345678", "abc", "1" * 40])
def test_number_that_is_none_gets_a_sentence(client, outbox, typed):
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"login"}
    assert outbox == []


def test_demo_number_is_refused_outside_the_demo(client, outbox, settings):
    settings.DEMO = False
    assert ask(client, UserFactory().phone).status_code == 422
    assert outbox == []


def test_second_code_within_half_a_minute_answers_429(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    answer = ask(client, user.phone)
    assert answer.status_code == 429
    assert "验证码" in answer.content.decode()
    assert len(outbox) == 1


def test_refused_new_code_leaves_the_old_one_valid(client, outbox):
    user = UserFactory()
    ask(client, user.phone)
    ask(client, user.phone)
    enter(client, sent_code(outbox))
    assert signed_in_as(client) == str(user.pk)


def test_number_limit_holds_for_unknown_numbers_and_other_browsers(client, outbox):
    from django.test import Client

    assert ask(client, "10099999999").status_code == 302
    assert ask(Client(), "10099999999").status_code == 429


def test_number_limit_counts_registration_too(client, outbox, hunan):
    user = UserFactory()
    ask(client, user.phone)
    data = {
        "name": "花垣山货公司",
        "kind": "enterprise",
        "region": "433124",
        "contact": "王小明",
        "phone": user.phone,
    }
    assert client.post("/account/signup/", data).status_code == 429
    assert len(outbox) == 1


def test_office_behind_one_address_is_not_held_up(outbox):
    from django.test import Client

    office = OrganizationFactory(city_office=True)
    people = [UserFactory(organization=office) for _ in range(25)]
    assert {ask(Client(), person.phone).status_code for person in people} == {302}


def test_address_limit_answers_429(client, outbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "message_address": "3/m/ip"}
    answers = [ask(client, f"1007654321{digit}").status_code for digit in range(5)]
    assert answers == [302, 302, 302, 429, 429]


def test_flood_of_the_page_answers_429(client, outbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    assert [ask(client, "1").status_code for _ in range(3)] == [422, 422, 429]


def test_signed_in_person_is_led_to_the_desk(client, sign_in):
    sign_in(client, UserFactory())
    assert client.get(LOGIN).url == "/desk/"


def test_sign_out_needs_a_post(client, sign_in):
    sign_in(client, UserFactory())
    assert client.get("/account/logout/").status_code == 200
    assert client.post("/account/logout/").url == "/"
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "path", ["email/", "phone/change/", "password/reset/", "confirm-email/", "phone/verify/"]
)
def test_pages_of_allauth_that_have_no_use_here_are_not_there(client, sign_in, path):
    sign_in(client, UserFactory())
    assert client.get(f"/account/{path}").status_code == 404


def test_demo_shows_the_code_on_the_page(client, settings):
    settings.SMS_SENDER = "accounts.senders.DemoSender"
    user = UserFactory()
    ask(client, user.phone)
    page = client.get(CODE)
    code = re.search(r"\b\d{6}\b", page.context["demo_message"]).group()
    assert "仅为演示" in page.content.decode()
    enter(client, code)
    assert signed_in_as(client) == str(user.pk)


def test_pages_show_no_code_where_messages_are_sent(client, outbox):
    ask(client, UserFactory().phone)
    page = client.get(CODE)
    assert page.context["demo_message"] == ""
    assert sent_code(outbox) not in page.content.decode()


def test_password_signs_an_office_in(client):
    user = UserFactory()
    user.set_password("a-long-secret-9")
    user.save()
    answer = client.post(
        reverse("account_password_login"), {"phone": user.phone, "password": "a-long-secret-9"}
    )
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert signed_in_as(client) == str(user.pk)


def test_password_of_no_office_does_not_sign_in(client):
    user = UserFactory(organization=OrganizationFactory(enterprise=True))
    user.set_password("a-long-secret-9")
    user.save()
    answer = client.post(
        reverse("account_password_login"), {"phone": user.phone, "password": "a-long-secret-9"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["手机号或密码不正确。"]


def test_wrong_passwords_are_counted_by_number(client):
    url, user, other = reverse("account_password_login"), UserFactory(), UserFactory()
    for each in (user, other):
        each.set_password("a-long-secret-9")
        each.save()
    for _ in range(6):
        assert client.post(url, {"phone": user.phone, "password": "wrong"}).status_code == 422
    assert client.post(url, {"phone": user.phone, "password": "a-long-secret-9"}).status_code == 422
    assert client.post(url, {"phone": other.phone, "password": "a-long-secret-9"}).status_code == 302


def totp_code(secret):
    """What the authenticator app would show now."""
    from allauth.mfa.totp.internal import auth

    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def test_second_factor_is_asked_after_the_code(client, outbox):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(user, secret)
    ask(client, user.phone)
    answer = enter(client, sent_code(outbox))
    assert answer.url == "/account/2fa/authenticate/"
    assert signed_in_as(client) is None
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"code": "12345x"}).context["form"].errors.keys() == {"code"}
    assert signed_in_as(client) is None
    client.post(answer.url, {"code": totp_code(secret)})
    assert signed_in_as(client) == str(user.pk)


def test_second_factor_is_added_used_and_removed_by_an_office(client, sign_in):
    sign_in(client, UserFactory())
    page = client.get("/account/2fa/totp/activate/")
    answer = client.post("/account/2fa/totp/activate/", {"code": totp_code(page.context["form"].secret)})
    assert (answer.status_code, answer.url) == (302, "/account/2fa/recovery-codes/")
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        assert client.get(f"/account/2fa/{path}").status_code == 200
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert "启用二次验证" in client.get("/account/2fa/").content.decode()


def test_office_adds_a_password_and_changes_it(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    new = {"password1": "a-long-secret-9", "password2": "a-long-secret-9"}
    assert client.get("/account/password/set/").status_code == 200
    assert client.post("/account/password/set/", new).url == "/desk/accounts/"
    assert client.get("/account/password/change/").status_code == 200
    changed = {
        "oldpassword": "a-long-secret-9",
        "password1": "another-secret-9",
        "password2": "another-secret-9",
    }
    assert client.post("/account/password/change/", changed).url == "/desk/accounts/"
    user.refresh_from_db()
    assert user.check_password("another-secret-9")


@pytest.mark.parametrize("name", ["account_set_password", "mfa_index", "mfa_activate_totp"])
def test_password_and_second_factor_are_refused_to_others(client, sign_in, name):
    sign_in(client, UserFactory(organization=OrganizationFactory(enterprise=True)))
    assert client.get(reverse(name)).status_code == 403
