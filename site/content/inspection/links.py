"""Links of a page: inside the site they must lead somewhere, by the site's own resolver; outside they are listed."""

import re

from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.inspection.findings import Check, edit_page

_LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']*)["']""")
_MOST_OUTSIDE = 2000


def of_row(row) -> tuple[list, list[str]]:
    """(inside, outside) links in the columns of a row: ["page", 3], ["document", 4], ["path", "/a/"]; addresses."""
    inside, outside = [], []
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if isinstance(column, StreamField):
            for child in value.raw_data if value else ():
                _walk(child, inside, outside)
        elif isinstance(column, RichTextField):
            _walk(value or "", inside, outside)
        elif isinstance(value, str) and "url" in column.name and column.name != "url_path":
            _walk(value, inside, outside)
    return inside, outside


def _walk(part, inside, outside):
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "page" and isinstance(value, int):
                inside.append(["page", value])
            else:
                _walk(value, inside, outside)
    elif isinstance(part, list | tuple):
        for value in part:
            _walk(value, inside, outside)
    elif isinstance(part, str):
        _sort(part, inside, outside)
    elif hasattr(part, "items"):
        _walk(dict(part.items()), inside, outside)


def _sort(words, inside, outside):
    if words.startswith(("http://", "https://")) and not re.search(r"\s", words):
        outside.append(words[:500])
    elif words.startswith("/") and not re.search(r"\s", words):
        inside.append(["path", words])
    for attributes in _LINK.findall(words):
        found = dict(_ATTRIBUTE.findall(attributes))
        if found.get("linktype") in {"page", "document"} and found.get("id", "").isdigit():
            inside.append([found["linktype"], int(found["id"])])
        elif found.get("href", "").startswith(("http", "/")) and not found["href"].startswith("//"):
            _sort(found["href"], inside, outside)


class Resolver:
    """Answers whether an address inside the site leads somewhere; each address is asked once."""

    def __init__(self, site):
        self.site = site
        self.own = tuple(f"{scheme}://{site.hostname}" for scheme in ("http", "https")) if site else ()
        self._known: dict[str, bool] = {}

    def path_of(self, address: str) -> str | None:
        """The path of an absolute address that is the site's own, else None."""
        for beginning in self.own:
            rest = address.removeprefix(beginning)
            if rest != address and rest[:1] in {"", "/", ":"}:
                return "/" + rest.partition("/")[2]
        return None

    def leads_somewhere(self, path: str) -> bool:
        """Whether a path has a view, and for pages and documents something behind it."""
        bare = re.split(r"[?#]", path, maxsplit=1)[0] or "/"
        if bare not in self._known:
            self._known[bare] = self._resolve(bare)
        return self._known[bare]

    def _resolve(self, path):
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if match.view_name == "wagtail_serve":
            request = RequestFactory().get(path, HTTP_HOST=self.site.hostname if self.site else "localhost")
            try:
                return Page.route_for_request(request, match.args[0] if match.args else path) is not None
            except Http404:
                return False
        if "document_id" in match.kwargs:
            return get_document_model().objects.filter(pk=match.kwargs["document_id"]).exists()
        return True


def check(looks, resolver, findings) -> list[str]:
    """Dead links among what looks at pages have kept, and the addresses outside the site, each once."""
    outside: dict[str, None] = {}
    for chunk in looks:
        ids = {
            kind: {i for look in chunk for k, i in look.links if k == kind} for kind in ("page", "document")
        }
        live = {
            "page": set(Page.objects.live().filter(pk__in=ids["page"]).values_list("pk", flat=True)),
            "document": set(
                get_document_model().objects.filter(pk__in=ids["document"]).values_list("pk", flat=True)
            ),
        }
        for look in chunk:
            own = [["path", path] for address in look.outside if (path := resolver.path_of(address))]
            for kind, target in [*look.links, *own]:
                alive = resolver.leads_somewhere(target) if kind == "path" else target in live[kind]
                if not alive:
                    named = target if kind == "path" else f"{kind} {target}"
                    findings.add(Check.LINKS, look.page.title, named, edit_page(look.page_id))
            for address in look.outside:
                if len(outside) < _MOST_OUTSIDE and not resolver.path_of(address):
                    outside[address] = None
    return list(outside)
