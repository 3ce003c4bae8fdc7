"""Products that entered the directory last, as an Atom feed, under the filters of the list."""

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import columns
from catalog.models import ProductPage
from catalog.views import address as addresses
from content.models import SiteSettings

FEED_LENGTH = 30


def show_feed(request, page) -> HttpResponse:
    """The newest of a list. Raises Http404 for what the address cannot mean."""
    held = columns.current()
    address = addresses.read(request.GET, held)
    ids = columns.select(held.columns, address.filters, length=FEED_LENGTH).ids
    found = ProductPage.objects.listed().select_related("supplier", "region", "category").in_bulk(ids)
    site = SiteSettings.for_request(request)
    names = " · ".join(choice.label for choice in address.chosen.values())
    link = page.get_full_url(request)
    feed = Atom1Feed(
        title=f"{site.site_name} {page.title}" + (f"（{names}）" if names else ""),
        link=link,
        feed_url=request.build_absolute_uri(),
        description=page.description or _("Products that entered the directory"),
        language=get_language(),
    )
    for product in (found[pk] for pk in ids if pk in found):
        feed.add_item(
            title=product.title,
            link=f"{link}{product.slug}/",
            description=product.summary or f"{product.region.path_name} · {product.supplier.name}",
            author_name=product.supplier.name,
            pubdate=product.listed_at,
            updateddate=product.changed_at,
            categories=[product.category.name, product.region.name],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
