"""`make bench`: measures on SQLite and PostgreSQL, writes docs/benchmarks.md, fails when something is over its limit.

Each database is prepared and measured in processes and a data folder of their own, made anew on every run. With
--keep the prepared data stay in a folder (and a database) that nothing is ever measured on: a copy of them is.
Sections (tests.benchmarks.sections) may be named; without a name all are measured. PostgreSQL's server is named by
BENCHMARK_POSTGRES (an address of a role that may create databases); without one that answers it is left out, aloud.
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
from tests.benchmarks.sections import SECTIONS

SERVER = os.environ.get("BENCHMARK_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
PREPARED, MEASURED = "benchmark_portal_prepared", "benchmark_portal"


def measured_cache(*, var) -> list[dict]:
    """The page cache before the data that SQLite's run left in `var`."""
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.benchmarks.pagecache"]
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def run(step, section, *, count, var, database_url="") -> str:
    """Prepare or measure one section on one database in a process of its own; returns what it printed."""
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": database_url, "REDIS_URL": ""}
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.run",
        step,
        "--section",
        section,
        "--count",
        str(count),
    ]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def measured(label, section, *, count, prepared, scratch) -> list[dict]:
    """The results of one database, from a copy of what was prepared."""
    print(f"{label}: {count:,} {SECTIONS[section].words} …", flush=True)
    address, copy = (_address(_prepared(section)), _address(MEASURED)) if label == "PostgreSQL" else ("", "")
    run("prepare", section, count=count, var=prepared, database_url=address)
    shutil.copytree(prepared, scratch, dirs_exist_ok=True)
    if copy:
        _copy_database(_prepared(section))
    return json.loads(run("measure", section, count=count, var=scratch, database_url=copy).splitlines()[-1])


def _address(name) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def _ask_server(*statements):
    import psycopg

    with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
        return [server.execute(statement).statusmessage for statement in statements]


def _drop(name):
    _ask_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _copy_database(name):
    _drop(MEASURED)
    _ask_server(f"CREATE DATABASE {MEASURED} TEMPLATE {name}")


def _prepared(section) -> str:
    return f"{PREPARED}_{section}"


def has_postgres(section, *, fresh) -> bool:
    """Whether a server answers; then the database to be prepared is there, empty where `fresh`."""
    import psycopg

    try:
        name = _prepared(section)
        if fresh:
            _drop(name)
        known = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
        if _ask_server(known) == ["SELECT 0"]:
            _ask_server(f"CREATE DATABASE {name}")
    except psycopg.OperationalError as error:
        print(f"LEFT OUT: PostgreSQL does not answer at BENCHMARK_POSTGRES ({error})", flush=True)
        return False
    return True


def _measured_section(section, count, chosen, scratch) -> tuple[dict, set]:
    results, left_out = {}, set()
    title = SECTIONS[section].title
    prepared = chosen.keep / section if chosen.keep else scratch / "prepared"
    for label in ("SQLite", "PostgreSQL"):
        name = label.lower()
        if chosen.only not in {None, name}:
            continue
        if label == "PostgreSQL" and not has_postgres(section, fresh=chosen.keep is None):
            left_out.add(label)
            continue
        var = scratch / name
        results[f"{title}: {label}"] = measured(
            label, section, count=count, prepared=prepared / name, scratch=var
        )
        if label == "SQLite" and section == "reports":
            results["Page cache"] = measured_cache(var=var)
        if label == "PostgreSQL":
            _drop(MEASURED)
            if chosen.keep is None:
                _drop(_prepared(section))
    return results, left_out


def main() -> int:
    """Measure, write, and say whether everything is within its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS))
    parser.add_argument("--count", type=int, help="instead of each section's own")
    parser.add_argument(
        "--keep", type=Path, help="a folder whose prepared data of an earlier run serve again"
    )
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    if unknown := set(chosen.sections) - set(SECTIONS):
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    results, left_out, counts = {}, set(), {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for section in chosen.sections or SECTIONS:
            count = chosen.count or SECTIONS[section].count
            counts[SECTIONS[section].words] = count
            found, missing = _measured_section(section, count, chosen, Path(folder) / section)
            results |= found
            left_out |= missing
    over = write(results, counts=counts, left_out=sorted(left_out))
    for line in over:
        print(f"OVER: {line}")
    return 1 if over or (left_out and os.environ.get("REQUIRE_ALL")) else 0


if __name__ == "__main__":
    sys.exit(main())
