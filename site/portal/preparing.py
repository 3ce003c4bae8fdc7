"""What must be true before the site is served; what is true already costs nothing the second time."""

import hashlib
import multiprocessing
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from core.management.commands.load_reference import reference_modules

forking = multiprocessing.get_context("fork")


def prepare(say: Callable[[str], object]) -> None:
    """Migrate, load reference data, collect static files: each only when needed, the last beside the others."""
    connections.close_all()
    static = forking.Process(target=_prepare_static, args=(say,))
    static.start()
    is_changed = _has_migrations_to_run()
    if is_changed:
        _timed(say, "Bringing the database up to date", _migrate)
    stamped(
        say, "Loading reference data", _load_reference, _reference_files(), _database(), is_forced=is_changed
    )
    static.join()
    if static.exitcode:
        raise SystemExit("The static files could not be collected.")
    _read_manifest_anew()


def stamped(say, title: str, work: Callable, files: Iterable[Path], name: str, *, is_forced: bool) -> None:
    """Run `work` unless `files` have the paths, sizes and times of its last successful run under this `name`."""
    stamp = Path(settings.VAR) / "stamps" / name
    fingerprint = _fingerprint(files)
    if is_forced or not stamp.exists() or stamp.read_text() != fingerprint:
        _timed(say, title, work)
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(fingerprint)


def _timed(say, title, work):
    say(f"{title} …")
    started = time.monotonic()
    work()
    say(f"{title}: {time.monotonic() - started:.0f} s")


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        facts = file.stat()
        digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _database() -> str:
    names = [str(connection.settings_dict.get(part, "")) for part in ("HOST", "PORT", "NAME")]
    return "reference-" + hashlib.sha256("|".join(names).encode()).hexdigest()[:12]


def _has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _reference_files():
    """Everything the loaders are made of: the folders of the apps that bring reference data."""
    for module in reference_modules():
        folder = Path(apps.get_containing_app_config(module.__name__).path)
        yield from (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def _static_files():
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            yield Path(storage.path(path))


def _prepare_static(say):
    if settings.STORAGES["staticfiles"]["BACKEND"].startswith("whitenoise"):
        is_gone = not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
        stamped(say, "Collecting static files", _collect_static, _static_files(), "static", is_forced=is_gone)


def _read_manifest_anew():
    """The storage may have read the manifest in this process before the other one wrote it."""
    if hasattr(staticfiles_storage, "load_manifest"):
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = (
            staticfiles_storage.load_manifest()
        )


def _migrate():
    call_command("migrate", verbosity=0)


def _load_reference():
    call_command("load_reference")


def _collect_static():
    call_command("collectstatic", interactive=False, verbosity=0)
