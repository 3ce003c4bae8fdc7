from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    """购销记录: who bought what, with the voucher behind it."""

    name = "activities.trade"
    label = "trade"
    verbose_name = _("Trade records")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from activities.trade import guards, process, timers
        from activities.trade.views.public import on_the_map
        from content import sitemaps
        from core import addresses

        addresses.declare("direction")
        sitemaps.register_fixed("trade", on_the_map)
        process.register()
        guards.register()
        timers.register()
