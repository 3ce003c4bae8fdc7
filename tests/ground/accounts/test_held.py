"""What was typed when the sign-in had ended comes back after it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from accounts import held
from accounts.senders import MemorySender
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/desk/accounts/open/colleague/"
TYPED = {"name": "王小明", "phone": "10088880001", "role": "reviewer"}


def taken(client, path=PAGE):
    """What the page at `path` would be given back."""
    request = RequestFactory().get(path)
    request.session = client.session
    return held.take(request)


def test_typing_comes_back_after_signing_in(client):
    user = UserFactory(administrator=True)
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


def test_typing_keeps_lists_but_no_secrets_and_no_files(client):
    client.post(
        PAGE,
        {
            "tags": ["a", "b"],
            "password1": "x",
            "csrfmiddlewaretoken": "y",
            "file": SimpleUploadedFile("a.txt", b"z"),
        },
    )
    assert dict(taken(client).lists()) == {"tags": ["a", "b"]}


def test_typing_is_given_to_its_own_page_only(client):
    client.post(PAGE, TYPED)
    assert not taken(client, "/desk/accounts/")
    assert taken(client).dict() == TYPED


def test_typing_leads_back_to_the_page_of_the_form(client):
    shown = "http://testserver/desk/reports/5/edit/?tab=2"
    answer = client.post("/desk/accounts/open/colleague/", TYPED, headers={"referer": shown})
    assert answer.url == "/account/login/?next=/desk/reports/5/edit/%3Ftab%3D2"
    assert taken(client, "/desk/reports/5/edit/").dict() == TYPED


@pytest.mark.parametrize("referer", ["https://evil.example/desk/", "http://testserver/about/", ""])
def test_typing_leads_nowhere_else(client, referer):
    answer = client.post(PAGE, TYPED, headers={"referer": referer})
    assert answer.url == f"/account/login/?next={PAGE}"


def test_typing_beyond_the_limit_is_not_kept_but_the_rest_is(client):
    client.post(PAGE, {"name": "王小明", "text": "长" * 70_000})
    assert taken(client).dict() == {"name": "王小明"}


def test_typing_grows_stale(client, monkeypatch):
    import time

    client.post(PAGE, TYPED)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + held.KEEP_SECONDS + 1)
    assert not taken(client)


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
