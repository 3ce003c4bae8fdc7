from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """产品目录: products with the proof of what is said of them, in lists that answer at once."""

    name = "catalog"
    verbose_name = _("Catalogue")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog import guards, queries, source, timers
        from catalog.models import ProductPage
        from content import shelves, sitemaps
        from core import addresses

        guards.register()
        source.register()
        timers.register()
        addresses.declare(
            "category", "copies", "expiring", "kind", "number", "region", "supplier", "tag", "year"
        )
        sitemaps.register("products", ProductPage.objects.listed)
        shelves.register("products", "catalog/shelf.html", queries.newly_certified, order=30)
