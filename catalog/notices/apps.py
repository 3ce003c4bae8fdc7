from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """公示: notices of what is about to be decided, and the objections against it."""

    name = "catalog.notices"
    label = "notices"
    verbose_name = _("Publicity notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog.notices import guards, process, queries, source
        from catalog.notices.actions import advance_notices
        from catalog.notices.models import NoticePage
        from content import shelves, sitemaps
        from core import addresses, clock

        guards.register()
        process.register()
        source.register()
        addresses.declare("state", "region", "year", "line")
        clock.register("notices.advance", 5, advance_notices)
        sitemaps.register("notices", NoticePage.objects.live)
        shelves.register("notices", "notices/shelf.html", queries.open_for_objection, order=20)
