"""Content security: nothing inline in public, Wagtail's own needs only under /cms/."""

import pytest


@pytest.mark.parametrize("path", ["/account/login/", "/healthz"])
def test_public_policy_allows_nothing_inline(client, db, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_editors_policy_keeps_to_this_host(client, db):
    policy = client.get("/cms/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy
