from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    """消费扶贫活动: what counties and cities did, counted only after review."""

    name = "activities"
    verbose_name = _("Activities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from activities import guards, process, queries, source
        from activities.models import ActivityPage
        from catalog.supervision import targets
        from content import sitemaps
        from core import addresses

        addresses.declare("region", "kind", "month", "tag", "older", "newer")
        process.register()
        guards.register()
        source.register()
        targets.register("activity", queries.complaint_target)
        sitemaps.register("activities", lambda: ActivityPage.objects.live().counted())
