from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """监管: complaints, spot inspections, the blacklist."""

    name = "catalog.supervision"
    label = "supervision"
    verbose_name = _("Supervision")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog.supervision import guards, process, targets, timers
        from catalog.supervision.views.head import on_the_map
        from content import sitemaps
        from core import addresses

        guards.register()
        process.register()
        timers.register()
        targets.register_own()
        sitemaps.register_fixed("supervision", on_the_map)
        addresses.declare("about", "organization", "state", "topic")
