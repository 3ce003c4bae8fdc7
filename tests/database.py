"""The test database begins as a copy of one that was migrated before: a file on SQLite, a template on PostgreSQL.

Migrating takes seconds on SQLite and most of a minute on a busy PostgreSQL, for every worker of every run.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
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


def _digest() -> str:
    """Names exactly these migrations, versions and triggers."""
    from core import triggers

    digest = hashlib.sha256(repr(triggers.registered()).encode())
    ours = [
        path
        for top in ("site", "catalog", "activities", "home")
        for path in (ROOT / top).rglob("migrations/*.py")
    ]
    for path in [ROOT / "constraints.txt", *sorted(ours)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _template(config) -> Path:
    """The migrated file."""
    return Path(config.cache.mkdir("migrated")) / f"{_digest()}.sqlite3"


def _postgres_template(config) -> str:
    """The name of the migrated database, made by whichever worker comes first; older ones of this database go."""
    import psycopg
    from django.conf import settings

    ours = settings.DATABASES["default"]
    family = f"template_{ours['NAME']}_"
    name = f"{family}{_digest()}"
    address = {
        "host": ours["HOST"],
        "port": ours["PORT"] or 5432,
        "user": ours["USER"],
        "password": ours["PASSWORD"],
    }
    lock = Path(config.cache.mkdir("migrated")) / "postgresql.lock"
    with lock.open("w") as file, psycopg.connect(dbname="postgres", autocommit=True, **address) as server:
        fcntl.flock(file, fcntl.LOCK_EX)
        names = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if name not in names:
            for old in sorted(known for known in names if known.startswith(family)):
                server.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}_unfinished"')
            _migrate(ours, f"{name}_unfinished")
            server.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return name


def _migrate(ours, name):
    """In a process of its own, so that nothing here stays connected: a database in use cannot be copied."""
    address = f"postgres://{ours['USER']}:{ours['PASSWORD']}@{ours['HOST']}:{ours['PORT'] or 5432}/{name}"
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    with tempfile.TemporaryDirectory(prefix="portal-template-") as var:
        own = {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_TEST_VAR": var,
        }
        subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, capture_output=True)


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """The SQLite file lies in the run's scratch folder and goes with it."""
    return _is_sqlite() or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request):
    """Lay the copy where the test database is going to be looked for."""
    from django.conf import settings

    if not _is_sqlite():
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = _postgres_template(request.config)
    elif (template := _template(request.config)).exists():
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
