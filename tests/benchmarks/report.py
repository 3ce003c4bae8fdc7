"""docs/benchmarks.md, written from the results and by nobody's hand."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.clock import RUNS, Result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


def write(results: dict[str, list[dict]], *, counts: dict[str, int], left_out) -> list[str]:
    """Write the page; returns a line for everything that is over its limit. `counts`: how many of what (in words)."""
    lines, over = _head(counts, left_out), []
    for database, rows in results.items():
        rows = [Result(**row) for row in rows]
        floor = rows[0].ms if rows else None
        lines += [
            "",
            f"## {database}",
            "",
            "| measured | median | own CPU | × floor | limit | queries | limit | |",
        ]
        lines.append("|---|---:|---:|---:|---:|---:|---:|---|")
        lines += [_row(row, floor) for row in rows]
        over += [
            f"{database}: {row.name}: {row.ms:.0f} {row.unit}, {row.queries} queries"
            for row in rows
            if row.is_over
        ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return over


def _head(counts, left_out) -> list[str]:
    data = " and ".join(f"{count:,} {words}" for words, count in counts.items())
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d} on {data},"
        f" {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.",
        f"Medians of {RUNS} runs (bulk approval: 3, a thousand reports each) through Django's test client, with all"
        " middleware, nothing of the pages cached, on data made anew. Own CPU is what this process used; the rest is"
        " the database's. The floor is a view that does nothing, measured in the same run. Queries are counted in a run"
        " of their own. What a decision leaves to the worker (sizes of pictures) is queued, as when served.",
    ]
    return [*lines, *(f"Left out on this machine: {name}." for name in left_out)]


def _row(row, floor) -> str:
    most_ms = f"{row.most_ms:,.0f} {row.unit}" if row.most_ms is not None else ""
    if row.most_cpu_ms is not None:
        most_ms = f"{row.most_cpu_ms:,.0f} ms CPU"
    queries = "" if row.queries is None else str(row.queries)
    most_queries = "" if row.most_queries is None else str(row.most_queries)
    asked = any(most is not None for most in (row.most_ms, row.most_queries, row.most_cpu_ms))
    verdict = ("**over**" if row.is_over else "ok") if asked else ""
    if row.unit != "ms":
        return f"| {row.name} | {row.ms:,.0f} {row.unit} | | | {most_ms} | | | {verdict} |"
    times = f"{_readable(row.ms)} | {_readable(row.cpu_ms)} | {row.ms / floor:,.1f}"
    return f"| {row.name} | {times} | {most_ms} | {queries} | {most_queries} | {verdict} |"


def _readable(ms) -> str:
    return f"{ms:,.1f} ms" if ms < 1000 else f"{ms / 1000:,.2f} s"
