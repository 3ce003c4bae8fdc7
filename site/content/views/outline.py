"""What robots ask for: the map in parts, and where they may go."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from wagtail.models import Site

from content import addresses, sitemaps
from content.models import SiteSettings

XML = "application/xml; charset=utf-8"
# Where nothing is for the public to find: work, accounts, endless combinations.
CLOSED = ("/desk/", "/cms/", "/account/", "/regions/", "/elder/", "/search/", "/en/search/", "/styleguide/")


def robots(request):
    """robots.txt; everything is closed while the settings say that the site is not to be indexed."""
    if SiteSettings.for_request(request).is_indexed:
        lines = [*(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {_whole(request, 'sitemap')}"]
    else:
        lines = ["Disallow: /"]
    return HttpResponse("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain; charset=utf-8")


def sitemap(request):
    """The index of the map."""
    found = [reverse("sitemap_part", args=part) for part in sitemaps.parts()]
    return StreamingHttpResponse(sitemaps.index(addresses.base(request), found), content_type=XML)


def sitemap_part(request, key, number):
    """A part of the map: at most 10,000 addresses. 404 beyond the last."""
    section, site = sitemaps.section(key), Site.find_for_request(request)
    if number == 1 and (known := sitemaps.fixed(key)) is not None:
        rows = ((address, None) for address in known)
        return StreamingHttpResponse(sitemaps.listed(addresses.base(request), rows), content_type=XML)
    if section is None or site is None or number < 1:
        raise Http404
    found = sitemaps.rows(section.pages(), number)
    if not found.exists():
        raise Http404
    root_path = site.root_page.url_path
    return StreamingHttpResponse(sitemaps.urlset(addresses.base(request), root_path, found), content_type=XML)


def _whole(request, name) -> str:
    return addresses.absolute(request, reverse(name))
