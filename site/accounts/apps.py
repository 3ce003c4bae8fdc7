from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """账号: people, phone sign-in, sub-accounts."""

    name = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.core.management import call_command
        from django.utils.module_loading import autodiscover_modules

        from core import clock

        # Sessions hold codes and half-typed forms: those that have ended are taken away.
        clock.register("accounts.clear_sessions", 60, lambda: call_command("clearsessions"))
        # Every app names its own verbs for the page “who did what”.
        autodiscover_modules("verbs")
