"""How the site is served, by `manage.py serve` and by `gunicorn` alone (it reads this file by itself)."""

import os

wsgi_app = "portal.wsgi:application"
pythonpath = "site"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
# The site is loaded once and shared by the workers that are forked from it.
preload_app = True
timeout = 60
graceful_timeout = 20
# One control socket per user would be shared by every server on the machine.
control_socket_disable = True
loglevel = "warning"


def on_starting(server):
    """Load before the fork what the first requests would, and let workers share it: no collection touches it again."""
    import ctypes
    import gc

    from django.urls import get_resolver

    # Two heaps for all threads of a process; by default glibc gives each thread its own and returns little of it.
    most_arenas, mallopt = -8, getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(most_arenas, 2)
    _views = get_resolver().reverse_dict
    gc.collect()
    gc.freeze()


def post_fork(server, worker):
    """No two processes may speak through one database connection."""
    from django.db import connections

    connections.close_all()
