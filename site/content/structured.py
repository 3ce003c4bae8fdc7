"""What machines read of a page: schema.org as JSON-LD."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.addresses import absolute

# Inside <script> nothing may look like markup, nor may a line end where JavaScript of old thought one.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(*things: dict) -> SafeString:
    """A data block holding these things as one graph. The browser runs no data block, so the policy allows it."""
    graph = {"@context": "https://schema.org", "@graph": [clean(thing) for thing in things if thing]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=str).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def clean(thing):
    """Without what is empty: a fact nobody knows is left out, not claimed to be nothing."""
    if isinstance(thing, dict):
        return {key: clean(value) for key, value in thing.items() if value not in (None, "", [], {})}
    return [clean(one) for one in thing] if isinstance(thing, list) else thing


def organization(request, site) -> dict:
    """Who runs the site."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{absolute(request, '/')}#organization",
        "name": site.host_unit or site.site_name,
        "url": absolute(request, "/"),
        "address": site.office_address,
        "contactPoint": {"@type": "ContactPoint", "telephone": site.hotline, "contactType": "complaints"}
        if site.hotline
        else None,
    }


def website(request, site, search_url: str = "") -> dict:
    """The site itself, with its search where it has one."""
    found = {
        "@type": "WebSite",
        "@id": f"{absolute(request, '/')}#website",
        "name": site.name,
        "url": absolute(request, "/"),
        "inLanguage": ["zh-Hans", "en"],
        "publisher": {"@id": f"{absolute(request, '/')}#organization"},
    }
    if search_url:
        found["potentialAction"] = {
            "@type": "SearchAction",
            "target": f"{absolute(request, search_url)}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        }
    return found


def breadcrumbs(request, trail: list[dict]) -> dict:
    """Where a page stands; `trail` as components/breadcrumbs.html takes it, the page itself last and without url."""
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": crumb["title"],
            "item": absolute(request, crumb.get("url") or request.path),
        }
        for place, crumb in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def news_article(request, page, *, published, source: str, image: str = "") -> dict:
    """A piece of news, a document, a report of an activity."""
    author = {"@type": "Organization", "name": source}
    return {
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": page.description,
        "datePublished": published.isoformat() if published else "",
        "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
        "image": image,
        "inLanguage": "zh-Hans",
        "mainEntityOfPage": absolute(request, request.path),
        "author": author,
        "publisher": author,
    }
