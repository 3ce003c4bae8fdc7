"""The site as `make run` serves it: gunicorn, worker, SQLite in a file, the demo province; started for the tests."""

import contextlib
import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 420


@dataclass
class Served:
    """A running site: its address, and its database for looking things up (never for changing them)."""

    address: str
    var: Path

    def rows(self, sql, *values) -> list[tuple]:
        """What the database says."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.var / 'portal.sqlite3'}?mode=ro", uri=True)
        ) as base:
            return base.execute(sql, values).fetchall()

    def value(self, sql, *values):
        """The first column of the first row; None where there is none."""
        return next(iter(next(iter(self.rows(sql, *values)), [])), None)

    def phone(self, role, region, *, kind="assistance_office", active=True) -> str:
        """The number of an account of this role at the office of a region; the newest, where there are several."""
        return self.value(
            "SELECT u.phone FROM accounts_user u JOIN organizations_organization o ON o.id = u.organization_id"
            " WHERE u.role = ? AND o.region_id = ? AND o.kind = ? AND u.is_active = ? ORDER BY u.id DESC",
            role,
            region,
            kind,
            active,
        )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(var, port):
    keep = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {
        **keep,
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "PORTAL_VAR": str(var),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }


def prepared(shared: Path) -> Path:
    """A folder with the demo's data, made once for all workers of a run; JOURNEY_VAR names one made before."""
    if os.environ.get("JOURNEY_VAR"):
        return Path(os.environ["JOURNEY_VAR"])
    shared.mkdir(parents=True, exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        var, done = shared / "var", shared / "done"
        if not done.exists():
            command = [sys.executable, "manage.py", "serve", "--prepare-only"]
            subprocess.run(command, cwd=ROOT, env=_environment(var, 0), check=True, stdout=subprocess.DEVNULL)
            done.touch()
    return var


@contextlib.contextmanager
def serve(source: Path, var: Path):
    """Serve a copy of the data in `source` until the block ends."""
    shutil.copytree(source, var, dirs_exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (var / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=_environment(var, port),
            stdout=log,
            stderr=log,
        )
        try:
            _wait(process, address, var / "serve.log")
            yield Served(address, var)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(address) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _wait(process, address, log):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the site ended: {log.read_text()[-2000:]}")
        if _answers(f"{address}/healthz"):
            return
        time.sleep(0.3)
    raise RuntimeError(f"the site did not answer: {log.read_text()[-2000:]}")
