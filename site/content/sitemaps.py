"""The map of the site for machines: an index and parts, streamed, one query per part however many pages there are.

Apps register their pages; nobody here knows which.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from content.addresses import ENGLISH

# Two addresses per page, Chinese and English: a part never lists more than 10,000.
PAGES_PER_PART = 5_000
CHUNK = 1_000


@dataclass(frozen=True)
class Section:
    """Pages of one sort: `pages()` is a queryset of public, live pages."""

    key: str
    pages: Callable


_sections: dict[str, Section] = {}
# Pages that are no pages of the tree, by section: functions that give their addresses.
_fixed: dict[str, Callable[[], list[str]]] = {}


def register(key: str, pages: Callable) -> None:
    """Put the pages of an app on the map; called from its `ready`. `key` stands in the address of the part."""
    _sections[key] = Section(key, pages)


def register_fixed(key: str, addresses: Callable[[], list[str]]) -> None:
    """Put pages that are none of the tree on the map: their Chinese addresses, few enough for one part."""
    _fixed[key] = addresses


def fixed(key: str) -> list[str] | None:
    """The addresses of a section without pages of the tree, or None."""
    return _fixed[key]() if key in _fixed else None


def section(key: str) -> Section | None:
    """A registered section, or None."""
    return _sections.get(key)


def parts() -> list[tuple[str, int]]:
    """(section, number from 1) of every part that holds a page."""
    found = []
    for one in _sections.values():
        count = -(-one.pages().count() // PAGES_PER_PART)
        found += [(one.key, number) for number in range(1, count + 1)]
    return found + [(key, 1) for key in _fixed]


def rows(pages, number: int):
    """(url_path, last change) of the pages of a part, in the order of their making, so that parts keep their pages."""
    start = (number - 1) * PAGES_PER_PART
    found = pages.order_by("pk").values_list("url_path", "last_published_at")
    return found[start : start + PAGES_PER_PART]


def index(base: str, addresses) -> Iterator[str]:
    """The index, naming the address of each part."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address in addresses:
        yield f"<sitemap><loc>{escape(base + address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def urlset(base: str, root_path: str, found) -> Iterator[str]:
    """A part: every page in both languages, each naming the other. `root_path` is the home page's url_path."""
    cut = len(root_path) - 1
    rows = found.iterator(chunk_size=CHUNK)
    return listed(base, ((url_path[cut:], changed) for url_path, changed in rows))


def listed(base: str, addresses) -> Iterator[str]:
    """A part of (Chinese address, last change or None)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    for address, changed in addresses:
        yield _page(escape(base), escape(address), changed)
    yield "</urlset>\n"


def _page(base, path, changed) -> str:
    chinese, english = f"{base}{path}", f"{base}{ENGLISH}{path}"
    others = (
        f'<xhtml:link rel="alternate" hreflang="zh-Hans" href="{chinese}"/>'
        f'<xhtml:link rel="alternate" hreflang="en" href="{english}"/>'
        f'<xhtml:link rel="alternate" hreflang="x-default" href="{chinese}"/>'
    )
    since = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{loc}</loc>{since}{others}</url>\n" for loc in (chinese, english))
