"""Products that entered the directory last, as an Atom feed, under the filters of the list."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from catalog import columns
from catalog.models import ProductPage
from catalog.views import address as addresses
from content import feeds


def show_feed(request, page) -> HttpResponse:
    """The newest of a list. Raises Http404 for what the address cannot mean."""
    held = columns.current()
    address = addresses.read(request.GET, held)
    ids = columns.select(held.columns, address.filters, length=feeds.LENGTH).ids
    found = ProductPage.objects.listed().select_related("supplier", "region", "category").in_bulk(ids)
    names = " · ".join(choice.label for choice in address.chosen.values())
    path = page.get_url(request)
    return feeds.atom(
        request,
        title=f"{page.title}（{names}）" if names else page.title,
        path=path,
        description=page.description or _("Products that entered the directory"),
        entries=[_entry(found[pk], path) for pk in ids if pk in found],
    )


def _entry(product, path) -> dict:
    return {
        "title": product.title,
        "link": f"{path}{product.code.lower()}/",
        "description": product.summary or f"{product.region.path_name} · {product.supplier.name}",
        "author_name": product.supplier.name,
        "pubdate": product.listed_at,
        "updateddate": product.changed_at,
        "categories": [product.category.name, product.region.name],
    }
