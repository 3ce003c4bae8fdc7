"""The directory's own page: its list, and the short way to any product of a million (design 8)."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.url_routing import RouteResult

from content.models import PublicPage
from content.process_pages import HoldingPermissions


class CatalogPage(RoutablePageMixin, PublicPage):
    """The product directory: filters, counts, downloads and feed; below it lie all product pages."""

    english_name = "Products"
    template = "catalog/catalog_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["catalog.ProductPage"]
    max_count = 1

    class Meta:
        verbose_name = _("product directory")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)

    @path("")
    def products(self, request):
        """A page of the list; the address is its whole state."""
        from catalog.views.listing import show_list

        return show_list(request, self)

    @path("feed/", name="feed")
    def feed(self, request):
        """The products that entered last, as Atom, under the same filters."""
        from catalog.views.feed import show_feed

        return show_feed(request, self)

    @path("csv/", name="csv")
    def csv(self, request):
        """The filtered list as CSV."""
        from catalog.views.downloads import download_csv

        return download_csv(request, self)

    @path("xlsx/", name="xlsx")
    def xlsx(self, request):
        """The filtered list as a workbook."""
        from catalog.views.downloads import download_xlsx

        return download_xlsx(request, self)

    def route(self, request, path_components):
        """A product's address is its code, looked up by its own index: the tree would read every sibling."""
        if len(path_components) == 1:
            from catalog.models import ProductPage

            found = ProductPage.objects.whole().filter(code=path_components[0], live=True).first()
            if found:
                found.index_page = self
                return RouteResult(found)
        return super().route(request, path_components)
