import multiprocessing
import multiprocessing.connection
import os
import runpy
import signal
import sys

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connections
from django.utils.module_loading import autodiscover_modules

from portal.preparing import prepare

forking = multiprocessing.get_context("fork")


class Command(BaseCommand):
    help = "Prepares what is not prepared yet, then serves the site: gunicorn and the worker, which end together."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--dev", action="store_true", help="Django's reloading server instead of gunicorn."
        )
        parser.add_argument("--prepare-only", action="store_true", help="Stop before serving.")

    def handle(self, *, dev, prepare_only, **options):
        prepare(self._say)
        if settings.DEMO:
            call_command("seed_demo", stdout=self.stdout)
        if prepare_only:
            return
        # The children are forked from this process, which has loaded everything: nothing is imported twice.
        connections.close_all()
        web = forking.Process(
            target=serve_with_reloader if dev else serve_with_gunicorn, args=(announce,), name="web"
        )
        worker = forking.Process(target=work, name="worker")
        sys.exit(run_together([web, worker]))

    def _say(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def run_together(processes) -> int:
    """Start all; when one ends or we are told to stop, end the others. The exit status to leave with."""
    stopping = []

    def stop(number, frame):
        stopping.append(number)
        for process in processes:
            if process.is_alive():
                process.terminate()

    for process in processes:
        process.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    first = multiprocessing.connection.wait([process.sentinel for process in processes])
    if not stopping:
        ended = next(process for process in processes if process.sentinel in first)
        print(f"{ended.name} ended by itself; stopping the rest.", file=sys.stderr)
    stop(None, None)
    for process in processes:
        process.join(30)
        process.kill()
    return 0 if len(stopping) > 1 else 1


def serve_with_gunicorn(when_ready):
    """Become gunicorn with the settings of gunicorn.conf.py."""
    from gunicorn.app.base import BaseApplication

    class Portal(BaseApplication):
        def load_config(self):
            for name, value in runpy.run_path(str(settings.ROOT / "gunicorn.conf.py")).items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)
            self.cfg.set("when_ready", lambda server: when_ready())

        def load(self):
            from portal.wsgi import application

            return application

    Portal().run()


def serve_with_reloader(when_ready):
    """Become Django's own server, which reloads changed code."""
    when_ready()
    address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    # The reloader starts itself again by this command line.
    sys.argv = ["manage.py", "runserver", address]
    call_command("runserver", address)


def work():
    """Become the worker for jobs and timers."""
    from huey.contrib.djhuey import HUEY

    # Ctrl-C reaches everybody at the terminal; the worker waits for its parent's word instead.
    os.setpgrp()
    autodiscover_modules("tasks")
    HUEY.create_consumer(workers=2, worker_type="thread").run()


def announce():
    """Print where the site is and, in the demo, how to sign in."""
    address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}/"
    print("\nServing until Ctrl-C:", address, flush=True)
    if settings.DEMO:
        call_command("sign_ins", address=address)
    connections.close_all()
