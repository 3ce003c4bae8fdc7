"""The test database on SQLite begins as a copy of one that was migrated before: seconds less on every run."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


_migrated_rows: list[str] = []


def hand_rows_on():
    """Let this thread's connection know the rows of the migrations.

    With Playwright's event loop running, the thread has another connection than the one that was set up, and it is
    an attribute of the connection from which Django fills the emptied tables again.
    """
    from django.db import connection

    if _migrated_rows and _migrated_rows[0]:
        connection._test_serialized_contents = _migrated_rows[0]


def _is_sqlite():
    from django.conf import settings

    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def _template(config) -> Path:
    """The migrated file for exactly these migrations, versions and triggers."""
    from core import triggers

    digest = hashlib.sha256(repr(triggers.registered()).encode())
    ours = [
        path
        for top in ("site", "catalog", "activities", "home")
        for path in (ROOT / top).rglob("migrations/*.py")
    ]
    for path in [ROOT / "constraints.txt", *sorted(ours)]:
        digest.update(path.read_bytes())
    return Path(config.cache.mkdir("migrated")) / f"{digest.hexdigest()[:20]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """The SQLite file lies in the run's scratch folder and goes with it."""
    return _is_sqlite() or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request):
    """Lay the copy where the test database is going to be looked for."""
    from django.conf import settings

    template = _template(request.config) if _is_sqlite() else None
    if template and template.exists():
        _copy(template, settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """Keep what was migrated for the next run, and its rows for transactional tests."""
    from django.db import connection

    _migrated_rows[:] = [getattr(connection, "_test_serialized_contents", "")]
    if _is_sqlite() and not (template := _template(request.config)).exists():
        for old in sorted(template.parent.glob("*.sqlite3"), key=os.path.getmtime)[:-2]:
            old.unlink(missing_ok=True)
        fresh = template.with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock():
            _copy(connection.settings_dict["NAME"], fresh)
        fresh.replace(template)


def _copy(source, target):
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
