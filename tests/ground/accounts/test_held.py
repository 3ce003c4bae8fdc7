"""What was typed when the sign-in had ended comes back after it."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from accounts import held
from accounts.senders import MemorySender
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/desk/accounts/open/colleague/"
TYPED = {"name": "王小明", "phone": "10088880001", "role": "reviewer"}


@pytest.fixture
def user():
    return UserFactory(administrator=True)


@pytest.fixture
def client(client, user):
    """A browser at which `user` has worked until the sign-in ended."""
    client.force_login(user)
    client.get("/desk/")
    end_sign_in(client)
    return client


def end_sign_in(client):
    Session.objects.all().delete()
    del client.cookies[settings.SESSION_COOKIE_NAME]


def taken(client, by, path=PAGE):
    """What the page at `path` would give back to `by`."""
    request = RequestFactory().get(path)
    request.session, request.user = client.session, by
    return held.take(request)


def test_typing_comes_back_after_signing_in(client, user):
    answer = client.post(PAGE, {**TYPED, "tags": ["a", "b"]})
    assert (answer.status_code, answer.url) == (302, f"/account/login/?next={PAGE}")
    MemorySender.outbox.clear()
    client.post("/account/login/", {"login": user.phone, "next": PAGE})
    code = re.search(r"\b\d{6}\b", MemorySender.outbox[-1][1]).group()
    assert client.post("/account/login/code/", {"code": code, "next": PAGE}).url == PAGE
    page = client.get(PAGE)
    assert page.context["form"].data["name"] == "王小明"
    assert "10088880001" in page.content.decode()
    assert not client.get(PAGE).context["form"].is_bound


def test_typing_keeps_lists_but_no_secrets_and_no_files(client, user):
    client.post(
        PAGE,
        {
            "tags": ["a", "b"],
            "password1": "x",
            "csrfmiddlewaretoken": "y",
            "file": SimpleUploadedFile("a.txt", b"z"),
        },
    )
    assert dict(taken(client, user).lists()) == {"tags": ["a", "b"]}


def test_typing_is_given_to_its_own_page_only(client, user):
    client.post(PAGE, TYPED)
    assert not taken(client, user, "/desk/accounts/")
    assert taken(client, user).dict() == TYPED


def test_typing_leads_back_to_the_page_of_the_form(client, user):
    shown = "http://testserver/desk/reports/5/edit/?tab=2"
    answer = client.post("/desk/accounts/open/colleague/", TYPED, headers={"referer": shown})
    assert answer.url == "/account/login/?next=/desk/reports/5/edit/%3Ftab%3D2"
    assert taken(client, user, "/desk/reports/5/edit/").dict() == TYPED


@pytest.mark.parametrize("referer", ["https://evil.example/desk/", "http://testserver/about/", ""])
def test_typing_leads_nowhere_else(client, referer):
    answer = client.post(PAGE, TYPED, headers={"referer": referer})
    assert answer.url == f"/account/login/?next={PAGE}"


def test_typing_beyond_the_limit_is_not_kept_but_the_rest_is(client, user):
    client.post(PAGE, {"name": "王小明", "text": "长" * 70_000})
    assert taken(client, user).dict() == {"name": "王小明"}


def test_typing_is_for_the_account_whose_sign_in_ended(client, user):
    other = UserFactory(administrator=True)
    client.post(PAGE, TYPED)
    client.force_login(other)
    assert not client.get(PAGE).context["form"].is_bound
    assert held.SESSION_KEY not in client.session
    assert not taken(client, user)


def test_typing_is_for_the_account_that_was_last_at_the_desk(client, user):
    other = UserFactory(administrator=True)
    client.force_login(other)
    client.get("/desk/")
    end_sign_in(client)
    client.post(PAGE, TYPED)
    assert (taken(client, user).dict(), taken(client, other).dict()) == ({}, TYPED)


@pytest.mark.parametrize("cookie", [None, "7", "7:forged"])
def test_typing_of_nobody_knows_whom_is_not_kept(cookie):
    browser = Client()
    if cookie:
        browser.cookies[held.ACCOUNT_COOKIE] = cookie
    answer = browser.post(PAGE, TYPED, follow=True)
    assert held.SESSION_KEY not in browser.session
    assert [str(words) for words in answer.context["messages"]] == ["您尚未登录：请登录后重新提交。"]


def test_account_is_left_in_the_browser_once_and_for_the_desk_only(user):
    browser = Client()
    assert held.ACCOUNT_COOKIE not in browser.get("/desk/").cookies
    browser.force_login(user)
    assert held.ACCOUNT_COOKIE not in browser.get("/account/login/").cookies
    cookie = browser.get("/desk/").cookies[held.ACCOUNT_COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/desk/", True, "Lax")
    assert held.ACCOUNT_COOKIE not in browser.get("/desk/").cookies


def test_typing_grows_stale(client, user, monkeypatch):
    import time

    client.post(PAGE, TYPED)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + held.KEEP_SECONDS + 1)
    assert not taken(client, user)


def test_script_is_told_instead(client):
    answer = client.post(PAGE, TYPED, headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["sign_in"] == "/account/login/"
    assert held.SESSION_KEY not in client.session


def test_forged_form_is_refused_before_anything_is_kept():
    client = Client(enforce_csrf_checks=True)
    assert client.post(PAGE, TYPED).status_code == 403
    assert held.SESSION_KEY not in client.session


def test_public_post_is_left_alone(client):
    client.post("/account/login/", {"login": "1"})
    assert held.SESSION_KEY not in client.session


def test_signed_in_post_is_left_alone(client, sign_in):
    sign_in(client, UserFactory(administrator=True))
    client.post(PAGE, {**TYPED, "phone": "1"})
    assert held.SESSION_KEY not in client.session
