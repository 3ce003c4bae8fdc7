"""Regions (行政区划): the tree of GB/T 2260, its history, county classes and pairings (A01-A09, C-08).

The code is the key: `region__code__startswith=region.prefix` finds everything inside a region without a join.
"""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Left, Length, Right
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.versions import bump

PATH_SEPARATOR = " / "


class Level(models.IntegerChoices):
    """A property of the region, never read from its name: a prefecture may be a 市, 州, 盟 or 地区 (A02)."""

    PROVINCE = 1, pgettext_lazy("region level", "province")
    PREFECTURE = 2, pgettext_lazy("region level", "prefecture")
    COUNTY = 3, pgettext_lazy("region level", "county")
    TOWN = 4, pgettext_lazy("region level", "township")


# How much of a code names the region itself; the rest is zeros.
PREFIX_LENGTH = {Level.PROVINCE: 2, Level.PREFECTURE: 4, Level.COUNTY: 6, Level.TOWN: 9}


def prefix_of(code: str) -> str:
    """What all codes inside the region of this code begin with: 430000 → 43, 430100 → 4301."""
    if len(code) != 6:
        return code
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_until`; both days count, an empty one is open."""

    def current(self, on=None):
        """Those in force on a day (today in the site's time zone)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    on = current


class RegionQuerySet(DatedQuerySet):
    def within(self, region):
        """The region (or code) itself and everything below it."""
        return self.filter(code__startswith=prefix_of(code_of(region)))

    def governed(self):
        """Without the headings of the code table (市辖区, 省直辖县级行政区划), which nobody governs."""
        return self.exclude(kind=Region.Kind.HEADING)

    def in_gbt2260(self):
        """The rows of the standard: down to the county, headings included, zones not (34 / 342 / 2,849)."""
        return self.filter(level__lte=Level.COUNTY).exclude(kind=Region.Kind.ZONE)

    def provinces(self):
        return self.filter(level=Level.PROVINCE)

    def prefectures(self):
        """Governed prefectures; the standard's nine headings are left out."""
        return self.governed().filter(level=Level.PREFECTURE)

    def counties(self):
        """Counties, cities and districts of that level, and zones that stand for one (怀化's 洪江区)."""
        return self.filter(level=Level.COUNTY)

    def towns(self):
        return self.filter(level=Level.TOWN)

    def in_official_order(self):
        """The order of the code table: each region before what lies in it."""
        return self.order_by("order", "code")


def code_of(region) -> str:
    """The code of a region, or the code itself."""
    return region.code if isinstance(region, Region) else str(region)


def _dates_in_order(name):
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True)
        | Q(valid_until__isnull=True)
        | Q(valid_from__lte=F("valid_until")),
        violation_error_message=_("The last day lies before the first."),
    )


class Region(models.Model):
    """A province, prefecture, county or township, today's or retired; its code is its primary key."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("administrative region")
        HEADING = "heading", _("heading of the code table")
        ZONE = "zone", _("zone outside GB/T 2260")

    code = models.CharField(pgettext_lazy("of a region", "code"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    level = models.PositiveSmallIntegerField(pgettext_lazy("of a region", "level"), choices=Level)
    kind = models.CharField(_("kind of region"), max_length=8, choices=Kind, default=Kind.UNIT)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("lies in"),
    )
    zone = models.CharField(
        _("zone"),
        max_length=60,
        blank=True,
        help_text=_(
            "The development or management zone that a township directly under its prefecture belongs to."
        ),
    )
    valid_from = models.DateField(pgettext_lazy("of validity", "first day"), null=True, blank=True)
    valid_until = models.DateField(
        pgettext_lazy("of validity", "last day"),
        null=True,
        blank=True,
        help_text=_("Empty while it is in force."),
    )
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        verbose_name=_("followed by"),
    )
    order = models.PositiveIntegerField(_("official order"), default=0)
    pinyin = models.CharField(max_length=160, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    path_name = models.CharField(_("full name"), max_length=200, blank=True)
    is_amended = models.BooleanField(
        _("amended here"),
        default=False,
        help_text=_("Reference data loaded later leave this region as it is."),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["order", "code"]
        indexes = [
            models.Index(fields=["parent", "order"], name="region_children"),
            models.Index(fields=["level", "order"], name="region_level"),
        ]
        constraints = [
            models.CheckConstraint(
                name="region_code_fits_level",
                condition=(
                    Q(
                        Exact(Length("code"), 6),
                        Exact(Right("code", 4), models.Value("0000")),
                        level=Level.PROVINCE,
                    )
                    | Q(
                        Exact(Length("code"), 6),
                        Exact(Right("code", 2), models.Value("00")),
                        level=Level.PREFECTURE,
                    )
                    | Q(Exact(Length("code"), 6), level=Level.COUNTY)
                    | Q(Exact(Length("code"), 9), level=Level.TOWN)
                ),
                violation_error_message=_("The code does not fit the level."),
            ),
            models.CheckConstraint(
                name="region_parent_unless_province",
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | Q(level__gt=Level.PROVINCE, parent__isnull=False),
                violation_error_message=_("Every region but a province lies in another."),
            ),
            models.CheckConstraint(
                name="region_parent_in_same_province",
                condition=Q(parent__isnull=True) | Q(Exact(Left("parent", 2), Left("code", 2))),
                violation_error_message=_("A region lies in its own province."),
            ),
            models.CheckConstraint(
                name="region_not_in_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("code")),
                violation_error_message=_("A region cannot lie in itself."),
            ),
            models.CheckConstraint(
                name="region_successor_of_retired",
                condition=Q(successor__isnull=True)
                | (Q(valid_until__isnull=False) & ~Q(successor=F("code"))),
                violation_error_message=_("Only a region with a last day is followed by another one."),
            ),
            _dates_in_order("region_dates_in_order"),
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Keep `path_name` true here and, when it changed, everywhere below; public pages name them."""
        bump("public")
        before, self.path_name = self.path_name, self.make_path_name()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "path_name"}
        super().save(*args, **kwargs)
        if before and before != self.path_name:
            below = list(Region.objects.filter(path_name__startswith=before + PATH_SEPARATOR).within(self))
            for region in below:
                region.path_name = self.path_name + region.path_name.removeprefix(before)
            Region.objects.bulk_update(below, ["path_name"], batch_size=300)

    def make_path_name(self) -> str:
        """湖南省 / 湘潭市 / 湘潭县, from the parent's; a zone stands before its township."""
        names = [self.parent.path_name] if self.parent_id else []
        return PATH_SEPARATOR.join([*names, *([self.zone] if self.zone else []), self.name])

    @property
    def prefix(self) -> str:
        """What every code inside it begins with: 43, 4301, 430102, or the nine digits of a township."""
        return prefix_of(self.code)

    @property
    def label(self) -> str:
        """The name in a list of its parent's: a township of a zone says which zone."""
        if not self.zone:
            return self.name
        return gettext("%(name)s (%(zone)s)") % {"name": self.name, "zone": self.zone}

    @property
    def is_retired(self) -> bool:
        """Its last day has passed."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    def contains(self, other) -> bool:
        """Whether a region or code lies in it; it contains itself."""
        return code_of(other).startswith(self.prefix)

    def ancestors(self) -> list["Region"]:
        """From the province down to itself: one query, none for a province."""
        if self.level == Level.PROVINCE:
            return [self]
        codes = {self.code[:2] + "0000", self.code[:4] + "00", self.code[:6]} - {self.code}
        found = Region.objects.governed().filter(code__in=codes, level__lt=self.level).order_by("level")
        return [*found, self]

    def ancestor_at(self, level) -> "Region | None":
        """The region of that level it lies in, or itself; None where there is none, as in 东莞."""
        return next((region for region in self.ancestors() if region.level == level), None)

    @property
    def county_or_self(self) -> "Region":
        """The county of a township (its prefecture where there is none); others are themselves."""
        return self.parent if self.level == Level.TOWN else self


class CountyClass(models.Model):
    """What a county is called for a time (A04, A05, C-08): one class at a time, dated."""

    class Kind(models.TextChoices):
        NATIONAL_POOR = "national_poor", _("national-level poor county")
        PROVINCIAL_POOR = "provincial_poor", _("provincial-level poor county")
        SPECIALLY_SUPPORTED = "specially_supported", _("specially supported county")

    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="classes",
        verbose_name=_("county"),
        limit_choices_to={"level": Level.COUNTY},
    )
    kind = models.CharField(pgettext_lazy("of a county", "class"), max_length=20, choices=Kind)
    valid_from = models.DateField(pgettext_lazy("of validity", "first day"))
    valid_until = models.DateField(
        pgettext_lazy("of validity", "last day"),
        null=True,
        blank=True,
        help_text=_("Empty while it is in force."),
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The list or notice it comes from.")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("county class")
        verbose_name_plural = _("county classes")
        ordering = ["region__order", "region_id", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "valid_from"],
                name="county_class_once_per_day",
                violation_error_message=_("This county has a class from that day already."),
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(valid_until__isnull=True),
                name="county_class_one_open",
                violation_error_message=_(
                    "This county has a class without a last day already: end it first."
                ),
            ),
            models.CheckConstraint(
                name="county_class_of_county",
                condition=Q(Exact(Length("region"), 6)) & ~Q(Exact(Right("region", 2), models.Value("00"))),
                violation_error_message=_("Only a county has a class."),
            ),
            _dates_in_order("county_class_dates_in_order"),
        ]

    def __str__(self):
        return f"{self.region} {self.get_kind_display()}"

    def clean(self):
        """One class at a time: refuses a period that overlaps another of the same county."""
        others = CountyClass.objects.filter(region=self.region_id).exclude(pk=self.pk)
        others = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=self.valid_from))
        if self.valid_until:
            others = others.filter(valid_from__lte=self.valid_until)
        if other := others.first():
            raise ValidationError(
                _("Overlaps with “%(other)s”: end that one first."), params={"other": other}
            )


class Pairing(models.Model):
    """One region helps another, possibly across provinces (A08, A09)."""

    class Kind(models.TextChoices):
        EAST_WEST = "east_west", _("East–West cooperation")
        COUNTERPART = "counterpart", _("counterpart assistance")
        CARRY_HAND = "carry_hand", _("hand in hand (county to county)")

    helper = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="helps", verbose_name=_("helping region")
    )
    helped = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="helped_by", verbose_name=_("helped region")
    )
    kind = models.CharField(_("kind of pairing"), max_length=12, choices=Kind)
    valid_from = models.DateField(pgettext_lazy("of validity", "first day"), null=True, blank=True)
    valid_until = models.DateField(
        pgettext_lazy("of validity", "last day"),
        null=True,
        blank=True,
        help_text=_("Empty while it is in force."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pairing")
        verbose_name_plural = _("pairings")
        ordering = ["helper__order", "helper_id", "helped_id"]
        constraints = [
            models.CheckConstraint(
                name="pairing_of_two",
                condition=~Q(helper=F("helped")),
                violation_error_message=_("A region cannot be paired with itself."),
            ),
            models.UniqueConstraint(
                fields=["helper", "helped", "kind", "valid_from"],
                name="pairing_once_per_day",
                violation_error_message=_("These two are paired from that day already."),
            ),
            models.UniqueConstraint(
                fields=["helper", "helped", "kind"],
                condition=Q(valid_from__isnull=True),
                name="pairing_once_undated",
                violation_error_message=_("These two are paired already."),
            ),
            _dates_in_order("pairing_dates_in_order"),
        ]

    def __str__(self):
        return f"{self.helper} – {self.helped}"
