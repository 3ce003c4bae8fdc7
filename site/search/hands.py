"""A second pair of hands: a process of its own makes the tokens of one part while the caller writes the one before.

Where there is no second core, no settings module to begin from, or the process dies, the caller makes them itself;
what comes out is the same. The process asks no database and ends with its pipe, so a killed caller leaves nothing.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection

from django.conf import settings

# Fewer objects than this are made sooner than a process begins.
WORTH_IT = 5_000

Job = tuple  # (entry, key of its source, names of its regions): what `tokens.of_entry` is called with


def tokens_of(parts: Iterable[tuple[object, list[Job]]], *, total: int) -> Iterator[tuple[object, list]]:
    """(tag, the tokens of each job) for each (tag, jobs), in their order, made one part ahead of the caller.

    `total`: how many jobs to expect, about.
    """
    helper = _Helper() if total >= WORTH_IT and _may_help() else None
    try:
        yield from _ahead(parts, helper) if helper else ((tag, make(jobs)) for tag, jobs in parts)
    finally:
        if helper:
            helper.dismiss()


def make(jobs: list[Job]) -> list[list[str]]:
    """The tokens of these jobs, made here."""
    from search import tokens  # not before the helper has set up Django

    return [tokens.of_entry(*job) for job in jobs]


def _ahead(parts, helper):
    waiting = None
    for tag, jobs in parts:
        done = waiting and (waiting[0], helper.take())
        helper.give(jobs)
        waiting = (tag,)
        if done:
            yield done
    if waiting:
        yield waiting[0], helper.take()


def _may_help() -> bool:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and os.name == "posix" and bool(getattr(settings, "SETTINGS_MODULE", None))


class _Helper:
    """One job at a time; a job it fails to answer is made here, and so is every later one."""

    def __init__(self):
        # Neither a fork, which would share connections and locks that other threads hold, nor multiprocessing's spawn,
        # which would run the caller's main module once more.
        self.pipe, end = multiprocessing.Pipe()
        self.jobs, self.is_gone = None, False
        self.process = subprocess.Popen(
            [sys.executable, "-m", "search.hands", str(end.fileno())],
            pass_fds=[end.fileno()],
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
                "PYTHONPATH": os.pathsep.join(part or os.getcwd() for part in sys.path),
            },
        )
        end.close()

    def give(self, jobs):
        self.jobs = jobs
        try:
            if not self.is_gone:
                self.pipe.send(jobs)
        except OSError:
            self.is_gone = True

    def take(self):
        try:
            if not self.is_gone:
                return self.pipe.recv()
        except (EOFError, OSError):
            self.is_gone = True
        return make(self.jobs)

    def dismiss(self):
        self.pipe.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def main():
    """The helper: answers jobs until the caller is gone."""
    import django

    django.setup()
    with Connection(int(sys.argv[1])) as pipe, suppress(EOFError, OSError):
        while True:
            pipe.send(make(pipe.recv()))


if __name__ == "__main__":
    main()
