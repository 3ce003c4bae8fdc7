"""Whole addresses of public pages: canonical, in the other language, for feeds, maps and share cards.

One canonical address per page. Its own address without a query, except that a list keeps the filters that make it
another list and the number of its page; what only orders it or steps through it (sort, older, newer) is left out.
"""

from urllib.parse import urlencode

from django.conf import settings

ENGLISH = "/en"
# Filters that make another list; a page says with `keep` which of them it knows.
KEPT = "kind,page"


def base(request) -> str:
    """Scheme and host of the public site: BASE_URL where the deployment names one, else as it was asked for."""
    return (settings.PUBLIC_BASE_URL or f"{request.scheme}://{request.get_host()}").rstrip("/")


def absolute(request, path: str) -> str:
    """The whole address of a path of this site; a whole address stays as it is."""
    return path if path.startswith(("http://", "https://")) else f"{base(request)}{path}"


def without_language(path: str) -> str:
    """The Chinese path of a page, whichever language was asked for."""
    return path.removeprefix(ENGLISH) or "/" if path == ENGLISH or path.startswith(f"{ENGLISH}/") else path


def canonical(request, keep: str = KEPT) -> dict[str, str]:
    """Language code → the whole canonical address of the page that was asked for; `own` is this language's."""
    names = [name for name in keep.split(",") if name]
    chosen = [(name, request.GET[name]) for name in names if request.GET.get(name)]
    # The first page of a list is the list.
    chosen = [pair for pair in chosen if pair != ("page", "1")]
    query = f"?{urlencode(chosen)}" if chosen else ""
    chinese = without_language(request.path)
    found = {
        "zh-Hans": f"{absolute(request, chinese)}{query}",
        "en": f"{absolute(request, ENGLISH + chinese)}{query}",
    }
    own = "en" if request.path != chinese else "zh-Hans"
    return {**found, "own": found[own]}
