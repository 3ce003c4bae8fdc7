"""Organizations (单位): every account belongs to one, every one hangs on a region (A01, B04-B30)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Level, Region


class Kind(models.TextChoices):
    """What an organization is; the glossary's words."""

    ASSISTANCE_OFFICE = "assistance_office", _("assistance office")
    WORK_STATION = "work_station", _("work station")
    AGRICULTURE_BUREAU = "agriculture_bureau", _("agriculture bureau")
    OPERATOR = "operator", _("platform operator")
    SUPPLIER = "supplier", _("supplier")
    PRODUCTION_BASE = "production_base", _("production base")
    WHOLESALE_MARKET = "wholesale_market", _("wholesale market")
    MERCHANT = "merchant", _("merchant")
    CHAIN = "chain", _("supermarket chain")
    STORE = "store", _("store")
    ECOMMERCE_PLATFORM = "ecommerce_platform", _("local e-commerce platform")
    ENTERPRISE = "enterprise", _("enterprise")
    BUDGET_UNIT = "budget_unit", _("budget unit")


# Public bodies: they review, report activities and may use a password and a second factor.
OFFICES = frozenset({Kind.ASSISTANCE_OFFICE, Kind.WORK_STATION, Kind.AGRICULTURE_BUREAU})
# Kinds that exist only under a parent, and which parent.
PARENT_OF = {Kind.MERCHANT: Kind.WHOLESALE_MARKET, Kind.STORE: Kind.CHAIN}
# Kinds that register themselves (B03, B17-B19).
SELF_REGISTERED = (Kind.ENTERPRISE, Kind.BUDGET_UNIT, Kind.SUPPLIER)


class OrganizationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(closed_at__isnull=True)

    def offices(self):
        return self.filter(kind__in=OFFICES)

    def within(self, region):
        """Those whose region is `region` or lies below it."""
        return self.filter(region__code__startswith=region.prefix)


class Organization(models.Model):
    """A unit with accounts. An office's level is its region's level."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="organizations", verbose_name=_("region")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
        verbose_name=_("belongs to"),
    )
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    is_name_final = models.BooleanField(
        _("name complete"), default=True, help_text=_("Merchants and stores may complete their name later.")
    )
    barred_until = models.DateField(_("barred until"), null=True, blank=True)
    created_at = models.DateTimeField(_("opened at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["region_id", "name"]
        constraints = [
            models.CheckConstraint(
                name="organization_parent_by_kind",
                condition=(
                    Q(kind__in=list(PARENT_OF), parent__isnull=False)
                    | (~Q(kind__in=list(PARENT_OF)) & Q(parent__isnull=True))
                ),
            ),
            models.CheckConstraint(name="organization_not_own_parent", condition=~Q(parent=F("id"))),
            models.UniqueConstraint(
                fields=["kind", "region"],
                condition=Q(kind__in=sorted(OFFICES), closed_at__isnull=True),
                name="one_open_office_per_kind_and_region",
            ),
            models.UniqueConstraint(
                fields=["name", "region"],
                condition=Q(kind=Kind.CHAIN, closed_at__isnull=True),
                name="one_account_per_chain_and_prefecture",
            ),
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="uscc_belongs_to_one_organization"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_office(self) -> bool:
        return self.kind in OFFICES

    @property
    def is_active(self) -> bool:
        return self.closed_at is None

    @property
    def level(self) -> Level:
        """The level of the region it hangs on."""
        return Level(self.region.level)
