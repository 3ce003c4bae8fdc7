from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """行政区划: the tree of GB/T 2260 on which everything hangs."""

    name = "regions"
    verbose_name = _("regions")
    default_auto_field = "django.db.models.BigAutoField"
