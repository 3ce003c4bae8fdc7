from django.core.management.base import BaseCommand

from core import clock


class Command(BaseCommand):
    help = "Runs the timers that are due and names them, for deployments whose clock is cron."

    def handle(self, **options):
        for name in clock.tick():
            self.stdout.write(name)
