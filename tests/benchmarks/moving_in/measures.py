"""A directory moved in where others read: the time of the whole, its parts, and the pages meanwhile."""

import hashlib
import json
import subprocess
import sys
import time
from statistics import quantiles

from catalog.importing import actions
from tests.benchmarks.clock import Result
from tests.benchmarks.measures import floor
from tests.benchmarks.moving_in.data import FILE

MOST_MS = 120_000


def everything() -> list[Result]:
    """The floor; the whole and each part by the clock and by this process's own time; the pages beside it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.moving_in.readers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        parts = _Parts()
        count, *whole = moved_in(parts)
        said, _nothing = reader.communicate("")
    return [
        floor(),
        Result(f"import: {count:,} rows moved in", *whole, most_ms=MOST_MS),
        *parts.results(),
        *pages(**json.loads(said)),
    ]


def moved_in(tell) -> tuple[int, float, float]:
    """The prepared file judged and moved in: rows, milliseconds by the clock, and of this process."""
    started, own = time.perf_counter(), time.process_time()
    sha256 = hashlib.sha256(FILE.read_bytes()).hexdigest()
    batch = actions.open_batch(name=FILE.name, sha256=sha256, by=None)
    checked = actions.judge(batch, FILE, tell=tell)
    if checked.report.error_count:
        raise RuntimeError(checked.report.errors[:3])
    count = actions.move_in(batch, checked, by=None, tell=tell)
    return count, (time.perf_counter() - started) * 1000, (time.process_time() - own) * 1000


def pages(times, failed) -> list[Result]:
    """What a visitor saw meanwhile; a page that failed is over any limit."""
    if failed:
        print("\n".join(failed[:5]), file=sys.stderr)
    return [
        Result(f"import: p95 of {len(times)} pages beside it", quantiles(times, n=20)[-1], 0),
        Result("import: pages beside it that failed", len(failed), 0, most_ms=0, unit="pages"),
    ]


class _Parts:
    """Where the time goes, by what the verbs tell."""

    def __init__(self):
        self.last, self.spent = (time.perf_counter(), time.process_time()), {}

    def __call__(self, part, done, total):
        now = (time.perf_counter(), time.process_time())
        wall, own = self.spent.get(part, (0, 0))
        self.spent[part] = (wall + now[0] - self.last[0], own + now[1] - self.last[1])
        self.last = now

    def results(self):
        """One for each part."""
        return [
            Result(f"import: {part}", wall * 1000, own * 1000) for part, (wall, own) in self.spent.items()
        ]
