"""Keeps the columns of this process true: one look at the catalogue's version per question, a refresh when it changed.

A refresh reads only what changed since the last one; those who ask meanwhile wait a moment for it and are then given
what is held, marked as not current. Never ask inside a transaction that changes products.
"""

import contextlib
import ctypes
import datetime
import os
import threading
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from catalog.columns import reading, table
from catalog.columns.labels import Labels, read_labels
from core import versions

VERSION = "catalogue"
# Rows are stamped when they are written and seen when their transaction ends: a refresh looks back this far.
OVERLAP = datetime.timedelta(minutes=10)
# With more changes than this share of all products, everything is read anew.
MOST_CHANGED = 0.2
# How long a reader waits for another's refresh before taking what is held.
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True)
class Held:
    """The columns as of a version; `is_current` is false while a newer one is being made."""

    columns: table.Columns
    labels: Labels
    version: str
    read_at: datetime.datetime
    is_current: bool = True


class Keeper:
    """One per process; safe for any number of threads, and after a fork."""

    def __init__(self):
        self.held: Held | None = None
        self.lock = threading.Lock()

    def current(self) -> Held:
        """What is held, after a refresh if the catalogue's version moved on."""
        version, held = versions.current(VERSION), self.held
        if held and held.version == version:
            return held
        patience = PATIENCE_SECONDS if held else -1
        if not self.lock.acquire(timeout=patience):
            return Held(held.columns, held.labels, held.version, held.read_at, is_current=False)
        try:
            # Asked again: whoever had the lock may have read what this version stands for.
            version = versions.current(VERSION)
            if self.held is None or self.held.version != version:
                self.held = _refreshed(self.held, version)
            return self.held
        finally:
            self.lock.release()

    def forget(self):
        """Hold nothing: the next question reads everything."""
        self.held = None

    def after_fork(self):
        """The child keeps the columns, but not a lock that a thread of the parent may hold."""
        self.lock = threading.Lock()


def _refreshed(held, version) -> Held:
    read_at = timezone.now()
    columns = _brought_up(held) if held else None
    if columns is None or columns.membership != reading.membership():
        columns = table.empty().merged(reading.read_listed(), np.empty(0, np.int64))
        _give_back()
    return Held(columns, read_labels(columns), version, read_at)


def _give_back():
    """Rows on their way leave three times the columns' size behind, which the C library would keep for itself."""
    with contextlib.suppress(AttributeError):  # other C libraries have no such call
        ctypes.CDLL(None).malloc_trim(0)


def _brought_up(held) -> table.Columns | None:
    """The held columns with what changed since; None when reading everything is quicker."""
    since = held.read_at - OVERLAP
    changed = reading.read_left(since)
    if len(changed) > MOST_CHANGED * max(len(held.columns), 1000):
        return None
    return held.columns.merged(reading.read_listed(since), changed)


_keeper = Keeper()
current = _keeper.current
forget = _keeper.forget
os.register_at_fork(after_in_child=_keeper.after_fork)
