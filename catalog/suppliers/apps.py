from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """供应商入驻: papers, bases and agreements of suppliers, reviewed before anything else."""

    name = "catalog.suppliers"
    label = "suppliers"
    verbose_name = _("Suppliers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import desk
        from catalog.suppliers import process

        process.register()
        desk.land_on("supplier", "suppliers_desk:home")
