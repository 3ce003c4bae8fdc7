from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Tools without opinions: verdicts, transitions, working days, money, sheets, private files, timers."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from core import triggers

        # A table that a later migration remakes on SQLite loses its triggers; after every migrate they are put back.
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="core.triggers")
