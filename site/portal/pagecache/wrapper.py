"""The wrapper before Django: answers from what is kept, lets one build what is not, keeps nothing personal."""

import time
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.db import close_old_connections, connection

from core import versions
from portal.pagecache import entries, keys, stores
from portal.pagecache.memory import Memory

# Backstop for a change that nobody announced.
LIFE = 300
# How long others wait for the one that builds, before they take the former page or build themselves.
PATIENCE = 5.0
GLANCE = 0.005
LARGEST = 1_000_000
IN_MEMORY = 24_000_000
# A page that turned out to be somebody's own is not waited for again for so long.
OWN_FOR = 60
MOST_OWN = 5_000
_DROPPED = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)


class PageCache:
    """A WSGI application before another one."""

    def __init__(self, application, store, release=""):
        self.application, self.store, self.release = application, store, release
        self.memory = Memory(IN_MEMORY)
        self.own = {}

    def __call__(self, environ, start_response):
        key = keys.key_of(environ, self.release)
        if key is None or self._is_own(key):
            return self.application(environ, start_response)
        version = self._version()
        entry = self.memory.get(key)
        if entry is None or not entry.is_good(version, LIFE):
            entry = self.store.get(key)
            if entry is not None and entry.is_good(version, LIFE):
                self.memory.put(key, entry)
            elif environ["REQUEST_METHOD"] == "HEAD":
                return self.application(environ, start_response)
            else:
                return self._build_once(key, version, entry, environ, start_response)
        return answer(entry, environ, start_response)

    def _version(self) -> int:
        try:
            return int(versions.recent("public"))
        finally:
            # The backstop may have asked the database, outside any request of Django's.
            if not connection.in_atomic_block:
                close_old_connections()

    def _build_once(self, key, version, former, environ, start_response):
        """Build under the lock, or wait for the one that holds it."""
        patience = time.monotonic() + PATIENCE
        while True:
            with self.store.lock(key) as mine:
                entry = self.store.get(key)
                if entry is not None and entry.is_good(version, LIFE):
                    break
                if mine or self._is_own(key):
                    return self._build(key, version, environ, start_response)
            if time.monotonic() > patience:
                if former is None:
                    return self._build(key, version, environ, start_response)
                entry = former
                break
            time.sleep(GLANCE)
        return answer(entry, environ, start_response)

    def _build(self, key, version, environ, start_response):
        """Ask Django for the page as any reader gets it; keep it when it is anybody's."""
        said = []

        def listen(status, headers, exc_info=None):
            said[:] = status, headers

        response = self.application(_anybodys(environ), listen)
        status, headers = said
        if not is_anybodys(status, headers, response):
            self._remember_as_own(key)
            start_response(status, headers)
            return response
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        if len(body) > LARGEST or b"csrfmiddlewaretoken" in body:
            self._remember_as_own(key)
            start_response(status, headers)
            return [body]
        entry = entries.make(version, headers, body)
        self.store.put(key, entry)
        self.memory.put(key, entry)
        return answer(entry, environ, start_response)

    def _is_own(self, key):
        return self.own.get(key, 0) > time.monotonic()

    def _remember_as_own(self, key):
        if len(self.own) > MOST_OWN:
            self.own.clear()
        self.own[key] = time.monotonic() + OWN_FOR


def is_anybodys(status, headers, response) -> bool:
    """Whether an answer may be kept: a whole page that says itself public and gives nobody a cookie."""
    if not status.startswith("200 ") or getattr(response, "streaming", False):
        return False
    found = {name.lower(): value for name, value in headers}
    return (
        "set-cookie" not in found
        and "content-encoding" not in found
        and not found.get("content-disposition", "").startswith("attachment")
        and "public" in found.get("cache-control", "")
    )


def answer(entry, environ, start_response):
    """Send a kept page in the form the reader accepts; 304 when they have it."""
    variant = entry.variants.get(preferred(environ.get("HTTP_ACCEPT_ENCODING", "")))
    variant = variant or entry.variants[entries.PLAIN]
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted and variant.etag and (wanted.strip() == "*" or variant.etag in _tags(wanted)):
        start_response("304 Not Modified", list(variant.headers_304))
        return []
    start_response("200 OK", list(variant.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


@lru_cache(maxsize=256)
def preferred(accepted: str) -> str:
    """br, gzip or neither, by an Accept-Encoding header."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ("br", "gzip") if weights.get(name, weights.get("*", False))), "")


def _tags(header):
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


def _anybodys(environ) -> dict:
    """The request without what is one reader's: conditions, encodings, and cookies other than the two that count."""
    asked = {name: value for name, value in environ.items() if name not in _DROPPED}
    kept = {"elder", settings.CSRF_COOKIE_NAME}
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        cookies = {}
    asked["HTTP_COOKIE"] = "; ".join(
        f"{name}={cookies[name].coded_value}" for name in cookies if name in kept
    )
    return asked


def before(application):
    """Put the cache before Django where the settings want it."""
    if not settings.PAGE_CACHE:
        return application
    if settings.REDIS_URL:
        import redis

        client = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"], socket_timeout=2)
        store = stores.RedisStore(client, settings.PAGE_CACHE_PAGES)
    else:
        store = stores.FileStore(settings.VAR / "pages", settings.PAGE_CACHE_BYTES)
    return PageCache(application, store, keys.release())
