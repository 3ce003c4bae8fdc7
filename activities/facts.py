"""The facts of a report: the columns that a version and its page share, and how they are read for the hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.measures import KEYS, MEASURES
from regions.models import Region


class ActivityKind(models.Model):
    """The seeds' list of activities (L14-L19, K01) as data, editable in the CMS."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class ReportFacts(models.Model):
    """What is decided on and counted (K01, M03-M10). Money in yuan; empty means not reported."""

    kind = models.ForeignKey(
        ActivityKind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kind of activity"),
    )
    started_on = models.DateField(_("first day"), null=True, blank=True)
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("An activity counts on its last day.")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    region = models.ForeignKey(
        Region, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    partner_region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("partner region"),
    )
    online_zones = models.PositiveIntegerField(_("online zones established"), null=True, blank=True)
    offline_zones = models.PositiveIntegerField(_("offline zones established"), null=True, blank=True)
    halls = models.PositiveIntegerField(_("halls established"), null=True, blank=True)
    cabinets = models.PositiveIntegerField(_("cabinets established"), null=True, blank=True)
    livestream_bases = models.PositiveIntegerField(_("live-stream bases opened"), null=True, blank=True)
    matchmaking_events = models.PositiveIntegerField(
        _("large matchmaking events held"), null=True, blank=True
    )
    sales_amount = models.DecimalField(
        _("certified products sold"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    people_covered = models.PositiveIntegerField(_("poor population covered"), null=True, blank=True)
    product_kinds = models.CharField(_("kinds of product"), max_length=200, blank=True)
    trade_amount = models.DecimalField(
        _("transaction amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    class Meta:
        abstract = True

    def measures(self) -> list[tuple]:
        """(Measure, value) of every measure that was reported."""
        return [(m, getattr(self, m.key)) for m in MEASURES if getattr(self, m.key) is not None]


# Every column above, by attribute name: copied, frozen and hashed together.
FACT_COLUMNS = (
    "kind_id",
    "started_on",
    "ended_on",
    "place",
    "region_id",
    "partner_region_id",
    *KEYS,
    "product_kinds",
    "trade_amount",
)


def read(holder) -> dict:
    """The facts of a version or page as plain JSON values, money with two decimals."""
    facts = {}
    for column in FACT_COLUMNS:
        value = getattr(holder, column)
        if value is None or isinstance(value, int):
            facts[column] = value
        elif column in {"sales_amount", "trade_amount"}:
            facts[column] = f"{value:.2f}"
        else:
            facts[column] = str(value)
    return facts


def copy(source, target):
    """Copy all facts from one holder to another."""
    for column in FACT_COLUMNS:
        setattr(target, column, getattr(source, column))
