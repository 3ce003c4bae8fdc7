"""`make bench`: measures on SQLite and PostgreSQL, writes docs/benchmarks.md, fails when something is over its limit.

Each database is prepared and measured in processes and a data folder of their own, made anew on every run. With
--keep the prepared data stay in a folder (and a database) that nothing is ever measured on: a copy of them is.
PostgreSQL's server is named by BENCHMARK_POSTGRES (an address of a role that may create databases); without one that
answers it is left out, aloud.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.benchmarks.report import write

COUNT = 100_000
SERVER = os.environ.get("BENCHMARK_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
PREPARED, MEASURED = "benchmark_portal_prepared", "benchmark_portal"


def measured_cache(*, var) -> list[dict]:
    """The page cache before the data that SQLite's run left in `var`."""
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.benchmarks.pagecache"]
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def run(step, *, count, var, database_url="") -> str:
    """Prepare or measure one database in a process of its own; returns what it printed."""
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": database_url, "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.benchmarks.run", step, "--count", str(count)]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def measured(label, *, count, prepared, scratch) -> list[dict]:
    """The results of one database, from a copy of what was prepared."""
    print(f"{label}: {count:,} reports …", flush=True)
    address, copy = (_address(PREPARED), _address(MEASURED)) if label == "PostgreSQL" else ("", "")
    run("prepare", count=count, var=prepared, database_url=address)
    shutil.copytree(prepared, scratch, dirs_exist_ok=True)
    if copy:
        _copy_database()
    return json.loads(run("measure", count=count, var=scratch, database_url=copy).splitlines()[-1])


def _address(name) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _ask_server(*statements):
    import psycopg

    with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
        return [server.execute(statement).statusmessage for statement in statements]


def _drop(name):
    _ask_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _copy_database():
    _drop(MEASURED)
    _ask_server(f"CREATE DATABASE {MEASURED} TEMPLATE {PREPARED}")


def has_postgres(*, fresh) -> bool:
    """Whether a server answers; then the database to be prepared is there, empty where `fresh`."""
    import psycopg

    try:
        if fresh:
            _drop(PREPARED)
        known = f"SELECT 1 FROM pg_database WHERE datname = '{PREPARED}'"
        if _ask_server(known) == ["SELECT 0"]:
            _ask_server(f"CREATE DATABASE {PREPARED}")
    except psycopg.OperationalError as error:
        print(f"LEFT OUT: PostgreSQL does not answer at BENCHMARK_POSTGRES ({error})", flush=True)
        return False
    return True


def main() -> int:
    """Measure, write, and say whether everything is within its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument(
        "--keep", type=Path, help="a folder whose prepared data of an earlier run serve again"
    )
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    results, left_out = {}, []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        scratch = Path(folder)
        prepared = chosen.keep or scratch / "prepared"
        for label in ("SQLite", "PostgreSQL"):
            name = label.lower()
            if chosen.only not in {None, name}:
                continue
            if label == "PostgreSQL" and not has_postgres(fresh=chosen.keep is None):
                left_out.append(label)
                continue
            results[label] = measured(
                label, count=chosen.count, prepared=prepared / name, scratch=scratch / name
            )
            if label == "SQLite":
                results["Page cache"] = measured_cache(var=scratch / name)
            if label == "PostgreSQL":
                _drop(MEASURED)
                if chosen.keep is None:
                    _drop(PREPARED)
    over = write(results, count=chosen.count, left_out=left_out)
    for line in over:
        print(f"OVER: {line}")
    return 1 if over or (left_out and os.environ.get("REQUIRE_ALL")) else 0


if __name__ == "__main__":
    sys.exit(main())
