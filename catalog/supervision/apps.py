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
        from core import addresses

        guards.register()
        process.register()
        timers.register()
        targets.register_own()
        addresses.declare("about", "organization", "state", "topic")
