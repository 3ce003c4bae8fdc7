"""What records stand on, kept by editors as data: periods, units of quantity, where reporting is switched on."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Category
from regions.models import Region


class Entry(models.TextChoices):
    """How a purchase comes into the books (N01)."""

    BACKFILL = "backfill", _("back-fill")
    REGISTRATION = "registration", _("registration")


class TradePeriod(models.Model):
    """From when to when trades of one kind of entry are taken; both days count (N01-N03, C-16)."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    entry = models.CharField(_("kind of entry"), max_length=12, choices=Entry)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: without an end."))
    is_open = models.BooleanField(
        _("taken now"), default=True, help_text=_("A closed period takes no new records.")
    )

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="trade_period_in_order",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self):
        return self.name

    def holds(self, day) -> bool:
        """Whether a trade of this day belongs to it."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def clean(self):
        """Refuses a period that overlaps another one: a day of trade belongs to one period."""
        if self.first_day is None:
            return
        others = TradePeriod.objects.exclude(pk=self.pk).filter(
            Q(last_day__isnull=True) | Q(last_day__gte=self.first_day)
        )
        if self.last_day:
            others = others.filter(first_day__lte=self.last_day)
        if other := others.first():
            raise ValidationError(
                _("Overlaps with “%(other)s”: end that one first."), params={"other": other}
            )


class Dimension(models.TextChoices):
    """What a unit measures."""

    MASS = "mass", _("mass")
    COUNT = "count", _("number of pieces")
    VOLUME = "volume", _("volume")


class Unit(models.Model):
    """A unit of quantity; converted only into units of the same dimension (N09, C-11)."""

    key = models.SlugField(_("key"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=20, unique=True)
    dimension = models.CharField(_("measures"), max_length=8, choices=Dimension)
    factor = models.DecimalField(
        _("factor"),
        max_digits=14,
        decimal_places=6,
        default=1,
        help_text=_("How many kilograms, pieces or litres one of it is."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("unit of quantity")
        verbose_name_plural = _("units of quantity")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="trade_unit_factor_positive",
                condition=Q(factor__gt=0),
                violation_error_message=_("The factor must be greater than zero."),
            ),
        ]

    def __str__(self):
        return self.name

    def convert(self, quantity: Decimal, other: "Unit") -> Decimal:
        """So much of this unit in another one. Raises ValidationError across dimensions."""
        if self.dimension != other.dimension:
            raise ValidationError(
                _("%(unit)s cannot be converted into %(other)s."),
                params={"unit": self.name, "other": other.name},
            )
        return quantity * self.factor / other.factor


class MeasuredIn(models.Model):
    """What goods of a category are measured in; a category without a row takes every unit. Its own row wins."""

    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="+", verbose_name=_("category")
    )
    dimension = models.CharField(_("measured in"), max_length=8, choices=Dimension)

    class Meta:
        verbose_name = _("measure of a category")
        verbose_name_plural = _("measures of categories")
        ordering = ["category__order", "category_id", "dimension"]
        constraints = [
            models.UniqueConstraint(fields=["category", "dimension"], name="trade_measure_once"),
        ]

    def __str__(self):
        return f"{self.category} {self.get_dimension_display()}"


class TradeSwitch(models.Model):
    """Where trade records are reported (A11): the nearest region above with a switch decides; none means yes."""

    region = models.OneToOneField(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    is_on = models.BooleanField(_("reporting is on"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("switch of trade records")
        verbose_name_plural = _("switches of trade records")
        ordering = ["region_id"]

    def __str__(self):
        return f"{self.region}: {_('on') if self.is_on else _('off')}"
