"""What browsers are told to forbid: nothing inline in public, Wagtail's own needs only under /cms/; the score of it."""

import pytest
from django.http import HttpResponse

from tests.factories import home
from tests.factories.accounts import UserFactory
from tests.ground.portal import observatory

OPEN = ["/account/login/", "/account/signup/"]
PUBLIC = ["/", "/en/", "/news/", "/guides/", "/activities/", "/statistics/", "/campaigns/", "/nothing-here/"]
PRODUCTION = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
}


@pytest.mark.parametrize("path", ["/account/login/", "/healthz", "/"])
def test_policy_names_what_is_allowed_and_nothing_inline(client, db, path):
    policy = observatory.policy_of(client.get(path))
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {"'self'"}
    assert policy["base-uri"] == {"'none'"}
    assert policy["form-action"] == policy["frame-ancestors"] == {"'self'"}
    assert not any(
        "unsafe" in source or "nonce" in source for sources in policy.values() for source in sources
    )


def test_editors_policy_keeps_to_this_host(client, db):
    policy = client.get("/cms/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/account/login/", "/", "/cms/", "/static/nothing.css"])
def test_every_answer_is_kept_out_of_other_sites(client, db, path):
    headers = client.get(path).headers
    assert headers["Cross-Origin-Resource-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.fixture
def production(settings, db, client):
    """A reader over HTTPS of a site with production's settings."""
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    home.site_tree()
    return lambda path: client.get(path, headers={"x-forwarded-proto": "https"})


def test_observatory_gives_every_public_page_and_the_sign_in_115(production):
    scores = {path: observatory.score(production(path)) for path in PUBLIC + OPEN}
    assert scores == dict.fromkeys(PUBLIC, 130) | dict.fromkeys(OPEN, 135)


def test_cookies_of_production_belong_to_this_host_alone(production):
    cookies = production("/account/login/").cookies
    assert set(cookies) == {"__Host-csrftoken"}
    cookie = cookies["__Host-csrftoken"]
    assert (cookie["path"], cookie["domain"], bool(cookie["secure"]), cookie["samesite"]) == (
        "/",
        "",
        True,
        "Lax",
    )


@pytest.mark.parametrize(
    "headers, points",
    [
        ({}, 100 - 25 - 20 - 5 - 20),
        ({"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"}, 100 - 20 - 20 - 5 - 20),
        (
            {
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
                "Strict-Transport-Security": "max-age=31536000",
                "X-Content-Type-Options": "nosniff",
            },
            115,
        ),
    ],
)
def test_scorer_knows_bad_from_good(headers, points):
    assert observatory.score(HttpResponse(headers=headers)) == points


def test_user_bar_is_the_editors_with_a_policy_of_its_own(client, sign_in, db):
    home.site_tree()
    editor, clerk = UserFactory(system=True), UserFactory()
    anybodys = client.get("/news/")
    clerks = sign_in(client, clerk).get("/news/")
    editors = sign_in(client, editor).get("/news/")
    bar = b"wagtail-userbar-template"
    assert [bar in page.content for page in (anybodys, clerks, editors)] == [False, False, True]
    assert anybodys.headers["Content-Security-Policy"] == clerks.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in editors.headers["Content-Security-Policy"]
    assert "public" not in editors.headers.get("Cache-Control", "")
