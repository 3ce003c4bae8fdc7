from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """认定: applications, certificates, renewal, change and withdrawal."""

    name = "catalog.certification"
    label = "certification"
    verbose_name = _("Certification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from catalog.certification import chains, guards, process
        from catalog.certification.withdrawal import process as withdrawal
        from catalog.certification.withdrawal import timers
        from core import addresses

        addresses.declare("d", "s")
        process.register()
        chains.register()
        guards.register()
        withdrawal.register()
        timers.register()
