from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """门户: the front page, news, official documents, guides, plain pages, the statistics page."""

    name = "home"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from content import sitemaps
        from home import publication
        from home.queries import pages_on_the_map

        publication.connect()
        sitemaps.register("pages", pages_on_the_map)
