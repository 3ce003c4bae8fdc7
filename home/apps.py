from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """门户: the front page, news, official documents, guides, plain pages, the statistics page."""

    name = "home"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog.models import ProductPage
        from content import shelves, sitemaps
        from content.inspection import columns as inspection_columns
        from core import addresses
        from home import publication, source
        from home.queries import newly_certified, pages_on_the_map

        addresses.declare("kind", "region")
        publication.connect()
        source.register()
        sitemaps.register("pages", pages_on_the_map)
        sitemaps.register("products", ProductPage.objects.listed)
        shelves.register("products", "home/parts/products.html", newly_certified, order=10)
        inspection_columns.register(_columns)


def _columns():
    from home.queries import columns

    return columns()
