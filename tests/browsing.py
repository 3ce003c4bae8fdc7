"""A real Chromium on a phone-size screen, speaking Chinese, that may talk to nobody but the test's own server."""

import os
import shutil
from functools import cache
from urllib.parse import urlsplit

import pytest

from tests import database

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN = {"localhost", "127.0.0.1", "testserver", ""}


@cache
def chromium() -> str | None:
    """Where Chromium is, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        database.hand_rows_on()
        yield running
        running.close()


@pytest.fixture
def page(browser, live_server):
    """A fresh phone-size page. Fails the test when it asked another host for anything or its script broke."""
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="zh-CN")
    strangers, breaks = [], []
    fresh = context.new_page()
    fresh.on("request", lambda request: note_stranger(request.url, strangers))
    fresh.on("pageerror", lambda error: breaks.append(str(error)))
    yield fresh
    context.close()
    assert strangers == []
    assert breaks == []


def note_stranger(url, strangers):
    """Add `url` to the list when it leads to another host."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.hostname not in OWN:
        strangers.append(url)
