"""One running site for all journeys, browsers of both sizes, and people who stay signed in."""

import tempfile
from pathlib import Path

import pytest

from tests import browsing
from tests.journeys import acts, server

SIZES = {"phone": browsing.PHONE, "desktop": browsing.DESKTOP}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo province, served by the real command on a copy of its data."""
    base = tmp_path_factory.getbasetemp()
    # Workers of one xdist run share what one of them prepared.
    shared = (base if base.name.startswith("pytest-") else base.parent) / "journeys"
    with (
        tempfile.TemporaryDirectory(prefix="journey-") as scratch,
        server.serve(server.prepared(shared), Path(scratch) / "var") as served,
    ):
        yield served


@pytest.fixture(scope="session")
def signed_in():
    """Number → the cookies of its sign-in: nobody asks for a code twice in a run, as the limits per number want."""
    return {}


@pytest.fixture
def visit(browser, site, signed_in):
    """visit(size="phone", phone=None, **context) → a page, signed in by code if a number is given.

    At the end of the test no page may have asked another host, broken a script or met the content security policy.
    """
    contexts, complaints = [], []

    def visited(size="phone", phone=None, **options):
        context = browser.new_context(
            base_url=site.address,
            viewport=SIZES[size],
            locale="zh-CN",
            storage_state=signed_in.get(phone),
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        acts.listen(page, complaints)
        if phone and phone not in signed_in:
            acts.sign_in(page, phone)
            signed_in[phone] = context.storage_state()
        return page

    yield visited
    for context in contexts:
        context.close()
    assert complaints == []
