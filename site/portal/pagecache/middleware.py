"""What Django's side owes the cache: one spelling of each public address, the word “public” on what is anybody's."""

from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, set_response_etag

from core import addresses
from portal.pagecache.keys import is_public, own_cookies

# Asked for again each time and mostly answered 304: a withdrawn page is gone at once, also from browsers.
PUBLIC = "public, max-age=0, must-revalidate"
OWN = "private, no-cache"
_TEXT = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")


class PublicAnswerMiddleware:
    """Drops undeclared parameters of public addresses and marks their answers; works without the wrapper too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        public = is_public(request.path) and request.method in {"GET", "HEAD"}
        if public and request.META.get("QUERY_STRING"):
            request.META["QUERY_STRING"] = addresses.canonical(request.META["QUERY_STRING"])
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if not (public and is_anybodys(request, response)):
            if response.status_code not in {301, 308} and not response.has_header("Last-Modified"):
                response.headers["Cache-Control"] = OWN
            return response
        response.headers["Cache-Control"] = PUBLIC
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def is_anybodys(request, response) -> bool:
    """Whether every anonymous reader gets this very answer."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not own_cookies() & set(request.COOKIES)
        and not response.has_header("Content-Disposition")
    )


class CompressedTextMiddleware(GZipMiddleware):
    """Compresses text that is not kept. Pages with secrets are safe from guessing by length (BREACH): CSRF tokens are
    masked anew in each answer, and Django's gzip header has a random length."""

    def process_response(self, request, response):
        """Leave pictures, archives and whatever is compressed already as they are."""
        if not response.get("Content-Type", "").startswith(_TEXT):
            return response
        return super().process_response(request, response)
