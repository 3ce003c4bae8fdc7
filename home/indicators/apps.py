from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """统计: the statistics form, computed from counted reports, and what prefectures file and vouch for."""

    name = "home.indicators"
    label = "indicators"
    verbose_name = _("Statistics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from core import addresses
        from home.indicators import process

        addresses.declare("from", "to", "own", "measure", "region", "kind", "month")
        process.register()
