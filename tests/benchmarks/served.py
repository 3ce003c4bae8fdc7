"""What gunicorn serves for tests.benchmarks.pagecache: the site with its page cache, and under /bare/ the floor."""

from importlib import import_module

from tests.benchmarks import run

run.configure()
# Only now: the site reads its settings when it is imported.
site = import_module("portal.wsgi").application

_kept = {}


def application(environ, start_response):
    """The site; /bare/… answers the very bytes of a page of the site with nothing between gunicorn and them."""
    path = environ["PATH_INFO"]
    if not path.startswith("/bare/"):
        return site(environ, start_response)
    if path not in _kept:
        _kept[path] = _fetched({**environ, "PATH_INFO": path.removeprefix("/bare")})
    status, headers, body = _kept[path]
    start_response(status, list(headers))
    return [body]


def _fetched(environ):
    said = []
    body = b"".join(site(environ, lambda *words: said.extend(words[:2])))
    return said[0], said[1], body
