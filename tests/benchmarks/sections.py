"""What can be measured: each section has data of its own, made once per database, and its measurements.

Modules are imported when a section runs: they need settings.
"""

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Section:
    """`module` has `prepare(count, say)` in `data` and `everything()` in `measures`."""

    title: str
    module: str
    count: int
    words: str

    def prepare(self, count, say):
        """Make the data."""
        import_module(f"{self.module}.data").prepare(count, say)

    def everything(self):
        """Measure; the floor first."""
        return import_module(f"{self.module}.measures").everything()


SECTIONS = {
    "reports": Section("Reports", "tests.benchmarks", 100_000, "reports of the demo's bulk generator"),
    "catalogue": Section(
        "Catalogue", "tests.benchmarks.catalogue", 200_000, "listed products with real region codes"
    ),
    "moving_in": Section(
        "Moving in", "tests.benchmarks.moving_in", 200_000, "rows of a file of an existing directory"
    ),
    "finding": Section(
        "Finding",
        "tests.benchmarks.finding",
        200_000,
        "rows of the generated directory in the search's index",
    ),
}
