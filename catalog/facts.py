"""The facts of a product: what certification decides on. They change only through a verb (C-13)."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from regions.models import Region


class ProductKind(TextChoices):
    """The two kinds of product (D01)."""

    ORDINARY = "ordinary", _("ordinary product")
    CERTIFIED = "certified", _("certified product")


class Participation(TextChoices):
    """How registered poor households take part (E03), several may hold."""

    PRODUCTION = "production", _("production and raw materials")
    PROCESSING = "processing", _("processing")
    LOGISTICS = "logistics", _("packaging and logistics")
    LAND = "land", _("land transfer")
    SHARES = "shares", _("share dividends")


class ProductFacts(models.Model):
    """Facts as columns (H02, F18-F24). Money in yuan a year, people are persons; empty means not stated."""

    kind = models.CharField(_("kind"), max_length=10, choices=ProductKind, default=ProductKind.ORDINARY)
    supplier = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="products", verbose_name=_("supplier")
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("place of origin")
    )
    category = models.ForeignKey(
        "catalog.Category", on_delete=models.PROTECT, related_name="products", verbose_name=_("category")
    )
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    specification = models.CharField(_("specification"), max_length=120, blank=True)
    annual_output = models.CharField(_("annual output"), max_length=60, blank=True)
    supply_period = models.CharField(_("supply period"), max_length=60, blank=True)
    people_benefited = models.PositiveIntegerField(_("people benefited"), null=True, blank=True)
    commodity_value = models.DecimalField(
        _("commodity value"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    participation = models.JSONField(_("how households take part"), default=list, blank=True)
    benefit = models.TextField(_("benefit mechanism and results"), blank=True)
    certificate_number = models.CharField(
        _("certificate number"), max_length=40, null=True, blank=True, unique=True
    )
    certified_on = models.DateField(_("certified on"), null=True, blank=True)
    certified_by = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("certifying unit"),
    )

    class Meta:
        abstract = True


# Every column above, by attribute name: copied and frozen together.
FACT_COLUMNS = (
    "kind",
    "supplier_id",
    "region_id",
    "category_id",
    "brand",
    "specification",
    "annual_output",
    "supply_period",
    "people_benefited",
    "commodity_value",
    "participation",
    "benefit",
    "certificate_number",
    "certified_on",
    "certified_by_id",
)
