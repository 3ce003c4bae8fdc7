"""`make bench`: measures on SQLite and PostgreSQL, writes docs/benchmarks.md, fails when something is over its limit.

Each database is measured in a process and a data folder of its own. PostgreSQL's server is named by
BENCHMARK_POSTGRES (an address of a role that may create databases); without one that answers it is left out, aloud.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.benchmarks.report import write

COUNT = 100_000
SERVER = os.environ.get("BENCHMARK_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
DATABASE = "benchmark_portal"


def measured_cache(*, var) -> list[dict]:
    """The page cache before the data that SQLite's run left in `var`."""
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.benchmarks.pagecache"]
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def measured(label, *, count, var, database_url="") -> list[dict]:
    """The results of one database, from a process of its own."""
    print(f"{label}: {count:,} reports …", flush=True)
    environment = {**os.environ, "PORTAL_VAR": str(var), "DATABASE_URL": database_url, "REDIS_URL": ""}
    command = [sys.executable, "-m", "tests.benchmarks.run", "--count", str(count)]
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def postgres(*, fresh) -> str:
    """The address of the benchmark's own database, made new; "" where no server answers."""
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            name = sql.Identifier(DATABASE)
            if fresh:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                server.execute(sql.SQL("CREATE DATABASE {}").format(name))
    except psycopg.OperationalError as error:
        print(f"LEFT OUT: PostgreSQL does not answer at BENCHMARK_POSTGRES ({error})", flush=True)
        return ""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{DATABASE}"))


def main() -> int:
    """Measure, write, and say whether everything is within its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--keep", type=Path, help="a folder whose data of an earlier run is used again")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args()
    results, left_out = {}, []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        var = chosen.keep or Path(scratch)
        if chosen.only != "postgresql":
            results["SQLite"] = measured("SQLite", count=chosen.count, var=var / "sqlite")
            results["Page cache"] = measured_cache(var=var / "sqlite")
        if chosen.only != "sqlite":
            address = postgres(fresh=chosen.keep is None)
            if address:
                results["PostgreSQL"] = measured(
                    "PostgreSQL", count=chosen.count, var=var / "postgresql", database_url=address
                )
            else:
                left_out.append("PostgreSQL")
    over = write(results, count=chosen.count, left_out=left_out)
    for line in over:
        print(f"OVER: {line}")
    return 1 if over or (left_out and os.environ.get("REQUIRE_ALL")) else 0


if __name__ == "__main__":
    sys.exit(main())
