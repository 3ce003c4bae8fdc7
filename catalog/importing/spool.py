"""What was judged waits on disk until it is written."""

import pickle
import tempfile
from collections.abc import Iterator

AT_ONCE = 1_000


class Spool:
    """Judged rows on disk, for 200,000 of them need no memory: (row, key of the product to change or 0, product)."""

    def __init__(self):
        self.file = tempfile.TemporaryFile()
        self.waiting = []

    def add(self, item):
        self.waiting.append(item)
        if len(self.waiting) >= AT_ONCE:
            self.flush()

    def flush(self):
        if self.waiting:
            pickle.dump(self.waiting, self.file, protocol=pickle.HIGHEST_PROTOCOL)
            self.waiting = []

    def slices(self) -> Iterator[list]:
        """All rows, a thousand at a time."""
        self.flush()
        self.file.seek(0)
        while True:
            try:
                # Written by this very process a moment ago.
                yield pickle.load(self.file)
            except EOFError:
                return
