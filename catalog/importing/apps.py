from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """搬入: brings an existing directory in, all of a file or nothing of it."""

    name = "catalog.importing"
    label = "importing"
    verbose_name = _("Moving a directory in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog.importing import timers

        # Jobs are known once their module has been read.
        import_module("catalog.importing.work")
        timers.register()
