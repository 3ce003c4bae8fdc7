import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import clearing, seed


class Command(BaseCommand):
    help = (
        "Makes the demo province (offices, people, reports, a campaign), or takes it away. Safe to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--clear", action="store_true", help="take everything demo away")

    def handle(self, *, clear: bool, **options):
        if clear:
            self._clear()
        elif seed.is_there():
            self.stdout.write("the demo is there already")
        else:
            self._seed()

    def _clear(self):
        count = clearing.clear()
        self.stdout.write(f"the demo is gone, {count} reports with it")

    def _seed(self):
        if not settings.DEMO:
            raise CommandError("Demo people sign in with numbers that exist only while settings.DEMO is on.")
        started = time.monotonic()
        done = seed.seed(lambda part: self.stdout.write(f"demo: {part} …"))
        generated = sum(sum(made.values()) for made in done.generated.values())
        self.stdout.write(
            f"demo: {done.played} reports through the verbs and {generated} generated,"
            f" in {time.monotonic() - started:.0f} s; the invariant holds"
        )
