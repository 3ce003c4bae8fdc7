import sys
import time

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from core import versions


class Command(BaseCommand):
    help = "Loads every app's shipped reference data (its reference.py), in the modules' ORDER. Safe to run again."

    def handle(self, **options):
        started = time.monotonic()
        for module in reference_modules():
            module.load(self._progress)
        versions.bump("public", "catalogue")
        self.stdout.write(f"reference data loaded in {time.monotonic() - started:.1f} s")

    def _progress(self, label, done, total):
        # On a terminal one line that moves; in a log only the finished line.
        is_over = done >= total
        if self.stdout.isatty():
            self.stdout.write(f"\r{label}: {done:,} / {total:,} ", ending="\n" if is_over else "")
            self.stdout.flush()
        elif is_over:
            self.stdout.write(f"{label}: {total:,}")


def reference_modules():
    """The apps' reference modules, lowest ORDER first."""
    autodiscover_modules("reference")
    names = [f"{config.name}.reference" for config in apps.get_app_configs()]
    return sorted(
        (sys.modules[name] for name in names if name in sys.modules), key=lambda module: module.ORDER
    )
