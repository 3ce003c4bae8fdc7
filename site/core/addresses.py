"""The parameters public addresses understand. Everything else in a query is dropped before a page is looked up or
built, so that junk makes no pages of its own. An app declares in `ready` what its public views read.
"""

from urllib.parse import parse_qsl, urlencode

_known: set[str] = {"page", "q", "sort"}
# WeChat writes into every address that is passed on how it was passed on, under a name that pages use too.
PASSED_ON = {
    ("from", way) for way in ("singlemessage", "groupmessage", "timeline", "message", "search", "qrcode")
}


def declare(*names: str) -> None:
    """Let public addresses carry these parameters; one that nobody declared never reaches a public view."""
    _known.update(names)


def canonical(query: str) -> str:
    """The query (as WSGI gives it) with declared, non-empty parameters only, in the order of their names."""
    text = query.encode("latin-1", "replace").decode("utf-8", "replace")
    pairs = [
        (name, value) for name, value in parse_qsl(text) if name in _known and (name, value) not in PASSED_ON
    ]
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))
