from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What every page shares: PublicPage, blocks, custom Image and Document, site settings."""

    name = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from content import inspection, pictures, saved, timers
        from core import clock

        saved.connect()
        clock.register("content.inspect", 30, inspection.run_when_due)
        clock.register("content.sizes", 30, pictures.make_missing)
        clock.register("content.publish_scheduled", 5, timers.publish_scheduled)
