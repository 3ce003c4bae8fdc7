"""The wrapper over a stand-in for Django, or over Django itself, with a store of either kind."""

import io

import pytest
from django.conf import settings

from core import versions
from portal.pagecache import stores, wrapper

PUBLIC = ("Cache-Control", "public, max-age=0, must-revalidate")
WORDS = "黑木耳 " * 300


class Answer:
    """What a reader got."""

    def __init__(self, status, headers, body):
        self.code, self.body = int(status.split()[0]), body
        self.headers = {name.lower(): value for name, value in headers}


class Site:
    """A WSGI application that counts what it is asked; `changes` overrule parts of its answer."""

    def __init__(self):
        self.asked, self.changes = [], {}

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        body = self.changes.get("body", f"{len(self.asked)} {WORDS}".encode())
        headers = [("Content-Type", "text/html"), PUBLIC, ("ETag", f'"{len(self.asked)}"')]
        start_response(
            self.changes.get("status", "200 OK"),
            self.changes.get("headers", headers + self.changes.get("more", [])),
        )
        return body if not isinstance(body, bytes) else [body]


def ask(application, path="/", query="", *, method="GET", host="a.test", **headers) -> Answer:
    """One request; headers as keyword arguments (`cookie="elder=1"`)."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "wsgi.url_scheme": headers.pop("scheme", "http"),
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    said = []
    body = b"".join(application(environ, lambda status, sent, exc=None: said.extend((status, sent))))
    return Answer(*said[:2], body)


@pytest.fixture(params=["files", pytest.param("redis", marks=pytest.mark.redis)])
def store(request, tmp_path):
    """An empty store of either kind."""
    if request.param == "files":
        return stores.FileStore(tmp_path, 10_000_000)
    import redis

    client = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    client.flushdb()
    return stores.RedisStore(client, 100)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def kept(site, store, db):
    """The stand-in behind the cache."""
    return wrapper.PageCache(site, store)


@pytest.fixture
def change(db):
    """Something public changes."""
    return lambda: versions.bump("public")
