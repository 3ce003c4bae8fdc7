"""Elder mode, health, stale forms: what belongs to no app."""

import pytest
from django.test import Client


@pytest.mark.parametrize("on, expected", [("1", "1"), ("0", "")])
def test_elder_mode_asked_twice_stays_as_asked(client, on, expected):
    client.cookies["elder"] = "1"
    for _again in range(2):
        response = client.get("/elder/", {"on": on, "next": "/news/"})
    assert (response.status_code, response.url) == (302, "/news/")
    assert client.cookies["elder"].value == expected


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_elder_mode_never_leads_to_another_host(client, elsewhere):
    assert client.get("/elder/", {"on": "1", "next": elsewhere}).url == "/"


def test_health_with_a_database_answers_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_stale_form_gives_the_typing_back_but_no_secrets(db):
    client = Client(enforce_csrf_checks=True)
    typed = {"title": "九月采购会签约八家企业", "login": "10043312403", "password": "not to be shown"}
    response = client.post("/elder/", typed)
    page = response.content.decode()
    assert response.status_code == 403
    assert "九月采购会签约八家企业" in page
    assert "not to be shown" not in page
    assert "手机号" in page
    assert ">login<" not in page
