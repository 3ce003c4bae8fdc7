from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """产品目录: certified products. Empty until its first feature is built; the floor is laid."""

    name = "catalog"
    verbose_name = _("Catalogue")
