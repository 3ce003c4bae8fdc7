"""Which requests may be answered with a kept page, and under which name it is kept."""

import hashlib
import time
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

from core import addresses

# Everything else is public; what a public view must not share it says itself (a cookie, Cache-Control).
NOT_PUBLIC = (
    "/desk/", "/cms/", "/account/", "/documents/", "/regions/", "/elder/", "/healthz", "/static/", "/media/",
    "/styleguide/",
)  # fmt: skip
ELDER = "elder=1"
LONGEST = 1_000
CODE = ("templates", "site", "catalog", "activities", "home")


def is_public(path: str) -> bool:
    """Whether an address may be anybody's."""
    return not path.startswith(NOT_PUBLIC)


def key_of(environ: dict, release: str = "") -> str | None:
    """The name of the page this request asks for; None for requests that must reach Django."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return None
    path = environ.get("PATH_INFO", "")
    if not is_public(path) or "HTTP_RANGE" in environ:
        return None
    cookies = cookies_of(environ.get("HTTP_COOKIE", ""))
    if cookies & own_cookies():
        return None
    query = environ.get("QUERY_STRING", "")
    key = "|".join(
        (
            release,
            scheme_of(environ),
            environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""),
            path,
            addresses.canonical(query) if query else "",
            ELDER if ELDER in cookies else "",
            today(),
        )
    )
    return key if len(key) <= LONGEST else None


def cookies_of(header: str) -> set[str]:
    """The cookies as `name=value`, and the names alone."""
    if not header:
        return set()
    pairs = {pair.strip() for pair in header.split(";")}
    return pairs | {pair.partition("=")[0] for pair in pairs}


@cache
def own_cookies() -> frozenset[str]:
    """Cookies that make a page a person's own: who is signed in, and what was last said to them."""
    return frozenset((settings.SESSION_COOKIE_NAME, "messages"))


def scheme_of(environ) -> str:
    """http or https, by the proxy's word where the settings believe it."""
    trusted = settings.SECURE_PROXY_SSL_HEADER
    if trusted and environ.get(trusted[0]) == trusted[1]:
        return "https"
    return environ.get("wsgi.url_scheme", "http")


_day = ["", 0.0]


def today() -> str:
    """The date at the site's place: pages that speak of days left turn over at its midnight."""
    if time.time() >= _day[1]:
        now = datetime.now(ZoneInfo(settings.TIME_ZONE))
        tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        _day[:] = now.date().isoformat(), tomorrow.timestamp()
    return _day[0]


def release() -> str:
    """A fingerprint of code, templates, texts and static files: a new release finds no page of the old one."""
    digest = hashlib.blake2b(digest_size=8)
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    files = [path for folder in CODE for path in (settings.ROOT / folder).rglob("*.*")]
    files = sorted(path for path in files if path.suffix in {".py", ".html", ".mo"})
    for path in [*files, *([manifest] if manifest.exists() else [])]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
