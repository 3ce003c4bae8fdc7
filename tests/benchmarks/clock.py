"""Medians of several runs, queries counted apart from time, and what was measured with its limits."""

import time
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

RUNS = 15


@dataclass
class Result:
    """One measured thing; limits of None are not asked for."""

    name: str
    ms: float
    cpu_ms: float
    queries: int | None = None
    most_ms: float | None = None
    most_queries: int | None = None
    # Where other load on the machine must not decide.
    most_cpu_ms: float | None = None
    unit: str = "ms"

    @property
    def is_over(self) -> bool:
        """Slower, or asking more often, than the issue allows."""
        slow = self.most_ms is not None and self.ms > self.most_ms
        slow = slow or (self.most_cpu_ms is not None and self.cpu_ms > self.most_cpu_ms)
        return slow or (self.most_queries is not None and self.queries > self.most_queries)


def measure(name, act, *, before=None, runs=RUNS, **limits) -> Result:
    """Run `act` once to warm up and count its queries, then `runs` times for the medians in milliseconds.

    Beside the time by the clock stands this process's own (cpu_ms), which other load on the machine does not change.
    `before` is called before each run, unmeasured; what it returns is handed to `act`.
    """
    times, own, queries = [], [], None
    for number in range(runs + 1):
        handed = (before(),) if before else ()
        if number == 0:
            with CaptureQueriesContext(connection) as captured:
                act(*handed)
            queries = len(captured)
            continue
        started, worked = time.perf_counter(), time.process_time()
        act(*handed)
        own.append((time.process_time() - worked) * 1000)
        times.append((time.perf_counter() - started) * 1000)
    return Result(name, median(times), median(own), queries, **limits)
