from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """公示: notices of what is about to be decided, and the objections against it."""

    name = "catalog.notices"
    label = "notices"
    verbose_name = _("Publicity notices")
    default_auto_field = "django.db.models.BigAutoField"
