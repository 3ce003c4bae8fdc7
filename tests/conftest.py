"""What every test may lean on: a clean start, sign-in, a small Hunan, a browser; and a summary that hides no gap."""

import os
import shutil
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests import browsing, database

# Playwright's synchronous interface keeps an event loop in the thread in which Django then runs its queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

REQUIRE_ALL = bool(os.environ.get("REQUIRE_ALL"))
# The suite has just passed on another database: what cannot tell one from the other is not run again.
SECOND_DATABASE = bool(os.environ.get("SECOND_DATABASE"))
_left_out: list[str] = []


def pytest_collection_modifyitems(config, items):
    """Leave out what cannot run here, aloud; let transactional tests begin from the rows of the migrations."""
    from django.conf import settings

    is_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    reasons = {
        "soak": "" if "soak" in config.option.markexpr else "long random runs (make soak)",
        "postgres": "" if is_postgres else "needs PostgreSQL (DATABASE_URL=postgres://…)",
        "redis": "" if settings.REDIS_URL else "needs Redis (REDIS_URL=redis://…)",
        "gettext": ""
        if shutil.which("xgettext") or REQUIRE_ALL
        else "needs gettext (apt-get install gettext)",
        "pango": ""
        if find_library("pangoft2-1.0") or REQUIRE_ALL
        else "needs libpango (apt-get install libpangoft2-1.0-0)",
        "browser": "" if browsing.chromium() or REQUIRE_ALL else "needs Chromium (apt-get install chromium)",
    }
    left_out = {}
    for item in items:
        for marker, reason in reasons.items():
            if reason and item.get_closest_marker(marker):
                left_out.setdefault(reason, []).append(item)
        if SECOND_DATABASE and _is_same_on_any_database(item):
            reason = "the same on any database, passed in the run before this one"
            left_out.setdefault(reason, []).append(item)
        if _is_transactional(item):
            item.fixturenames.append("django_db_serialized_rollback")
    gone = {item for group in left_out.values() for item in group}
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=list(gone))
    _left_out[:] = [f"{len(group)} not run: {reason}" for reason, group in left_out.items()]


def pytest_report_header(config):
    """Say before the first test what this machine lends."""
    from django.conf import settings

    database = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return f"database: {database}; browser: {browsing.chromium() or 'none'}; skips fail: {REQUIRE_ALL}"


def pytest_sessionfinish(session, exitstatus):
    """Where everything must run, a skipped test is a failed run."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = _left_out
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRE_ALL and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """xdist: every worker collects the same tests, so one worker's word stands for all."""
    _left_out[:] = getattr(node, "workeroutput", {}).get("left_out", _left_out)


def pytest_terminal_summary(terminalreporter):
    """Name what was left out, so that a green run is not taken for more than it is."""
    for line in _left_out:
        terminalreporter.write_line(f"LEFT OUT: {line}", yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Take the run's scratch folder away."""
    from django.conf import settings

    if settings.configured and not os.environ.get("PORTAL_TEST_VAR"):
        shutil.rmtree(Path(settings.VAR), ignore_errors=True)


def _is_same_on_any_database(item):
    """It never asks the database of this run: pure Python, or a journey, whose site has SQLite in a file of its own."""
    if "journeys" in item.path.parts:
        return True
    asks = {"db", "transactional_db", "django_db_setup", "django_db_blocker", "live_server"}
    is_class = getattr(item, "cls", None) and hasattr(item.cls, "databases")
    return not (item.get_closest_marker("django_db") or is_class or asks & set(item.fixturenames))


def _is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(
        {"transactional_db", "live_server"} & set(item.fixturenames)
        or (marker and marker.kwargs.get("transaction"))
    )


@pytest.fixture(autouse=True)
def _clean_start():
    """No test inherits another's cache, working-day table, columns, language or sent codes."""
    from django.core.cache import cache
    from django.utils import translation

    from catalog import columns
    from core import kept, workdays

    cache.clear()
    kept.forget()
    workdays.remember({})
    columns.forget()
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def _triggers(request):
    """Emptying SQLite's tables after a transactional test would meet the append-only triggers: lift, then put back.

    PostgreSQL truncates, which asks no trigger. The search's tokens lie in a table that Django does not know.
    """
    from django.db import connection

    if not _is_transactional(request.node):
        yield
        return
    from core import triggers
    from search import storage

    request.getfixturevalue("transactional_db")
    lifted = connection.vendor == "sqlite"
    if lifted:
        triggers.install()
    yield
    if lifted:
        triggers.lift()
    storage.empty()


@pytest.fixture
def sign_in():
    """sign_in(client, user) → the client, signed in without the detour over a code."""

    def signed_in(client, user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def hunan(db):
    """The small Hunan by code."""
    from tests.factories import regions

    return regions.hunan()


browser = browsing.browser
page = browsing.page
django_db_keepdb = database.django_db_keepdb
django_db_modify_db_settings = database.django_db_modify_db_settings
django_db_setup = database.django_db_setup
