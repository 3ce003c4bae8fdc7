"""What must be true before the site is served; what is true already costs nothing the second time."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.management.commands.load_reference import reference_modules

STAMPS = settings.VAR / "stamps.json"


def prepare(say: Callable[[str], object]) -> None:
    """Migrate, load reference data, collect static files: each only when needed."""
    is_changed = _step(say, "Bringing the database up to date", _migrate, when=_has_migrations_to_run())
    _stamped(
        say,
        "Loading reference data",
        _load_reference,
        _reference_files(),
        f"reference {_database()}",
        is_changed,
    )
    _stamped(
        say, "Collecting static files", _collect_static, _static_files(), "static", not _manifest().exists()
    )


def _step(say, title, work, *, when):
    if when:
        say(f"{title} …")
        started = time.monotonic()
        work()
        say(f"{title}: {time.monotonic() - started:.0f} s")
    return when


def _stamped(say, title, work, files, name, is_forced):
    """Run `work` when the files' paths, sizes and times are not those of its last run."""
    stamps = json.loads(STAMPS.read_text()) if STAMPS.exists() else {}
    fingerprint = _fingerprint(files)
    if _step(say, title, work, when=is_forced or stamps.get(name) != fingerprint):
        STAMPS.write_text(json.dumps({**stamps, name: fingerprint}, indent=1))


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        facts = file.stat()
        digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _database() -> str:
    names = [str(connection.settings_dict.get(part, "")) for part in ("HOST", "PORT", "NAME")]
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:12]


def _has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _reference_files():
    for module in reference_modules():
        folder = Path(apps.get_app_config(module.__name__.split(".")[-2]).path)
        yield from (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _static_files():
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            yield Path(storage.path(path))


def _manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


def _migrate():
    call_command("migrate", verbosity=0)


def _load_reference():
    call_command("load_reference")


def _collect_static():
    if settings.STORAGES["staticfiles"]["BACKEND"].startswith("whitenoise"):
        call_command("collectstatic", interactive=False, verbosity=0)
