"""Atom feeds of public lists."""

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from content.addresses import absolute
from content.models import SiteSettings

LENGTH = 30


def atom(request, *, title: str, path: str, description: str, entries) -> HttpResponse:
    """A feed of `entries`: dicts as feedgenerator's add_item takes them, with a path of this site as `link`."""
    site = SiteSettings.for_request(request)
    feed = Atom1Feed(
        title=f"{site.name} {title}",
        link=absolute(request, path),
        feed_url=absolute(request, request.get_full_path()),
        description=description,
        language="zh-Hans",
    )
    for entry in entries:
        feed.add_item(**{**entry, "link": absolute(request, entry["link"])})
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
