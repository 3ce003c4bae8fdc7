"""The pages a process was asked for last, so that a hit costs no file and no round trip."""

import threading
from collections import OrderedDict


class Memory:
    """At most `limit` bytes of entries; the one unused longest goes first."""

    def __init__(self, limit: int):
        self.limit, self.size = limit, 0
        self.entries = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key):
        """The entry or None."""
        entry = self.entries.get(key)
        if entry is not None:
            with self.lock:
                if key in self.entries:
                    self.entries.move_to_end(key)
        return entry

    def put(self, key, entry):
        """Remember an entry, forget others until it fits."""
        with self.lock:
            former = self.entries.pop(key, None)
            self.size += entry.size - (former.size if former else 0)
            self.entries[key] = entry
            while self.size > self.limit:
                _, gone = self.entries.popitem(last=False)
                self.size -= gone.size
