"""Directories, their series of numbers, and the certificates in them (C-15): one register, several memberships."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.certification.states import CertificateState
from catalog.models import ProductPage
from organizations.models import Organization
from regions.models import Region


class Directory(models.Model):
    """A directory that certified products of a region enter: district, provincial, national (C-15)."""

    name = models.CharField(_("name"), max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    prefix = models.CharField(
        _("first letters of its numbers"),
        max_length=4,
        blank=True,
        unique=True,
        help_text=_("Capital letters or digits; each directory has its own, one has none."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The number in the first one stands on the product's page.")
    )
    is_active = models.BooleanField(_("takes products"), default=True)

    class Meta:
        verbose_name = _("directory")
        verbose_name_plural = _("directories")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class Series(models.Model):
    """The last serial given in a directory, a region and a year. Its row is locked for every number."""

    directory = models.ForeignKey(Directory, on_delete=models.PROTECT, related_name="series")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of numbers")
        verbose_name_plural = _("series of numbers")
        constraints = [
            models.UniqueConstraint(fields=["directory", "region", "year"], name="series_once"),
        ]

    def __str__(self):
        return f"{self.directory} {self.region_id} {self.year}"


class CertificateQuerySet(models.QuerySet):
    def valid(self, on=None):
        """Those that stand on a day (today unless given)."""
        day = on or timezone.localdate()
        return self.filter(state=CertificateState.VALID, valid_from__lte=day, valid_until__gte=day)

    def standing(self):
        """Neither replaced nor withdrawn, whatever their dates say."""
        return self.filter(state=CertificateState.VALID)


class Certificate(models.Model):
    """A product's membership in one directory, with its number and its year (C-15, D18, I04)."""

    product = models.ForeignKey(ProductPage, on_delete=models.PROTECT, related_name="certificates")
    row = models.ForeignKey(
        "certification.ApplicationProduct", on_delete=models.PROTECT, related_name="certificates"
    )
    directory = models.ForeignKey(
        Directory, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("directory")
    )
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="certificates")
    serial = models.PositiveIntegerField()
    number = models.CharField(_("certificate number"), max_length=40, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState, default=CertificateState.VALID
    )
    issued_on = models.DateField(_("issued on"))
    issued_by = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("certifying unit")
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    ended_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "serial"], name="serial_once"),
            models.UniqueConstraint(
                fields=["product", "directory"],
                condition=Q(state=CertificateState.VALID),
                name="one_standing_certificate_per_directory",
            ),
            models.UniqueConstraint(fields=["row", "directory"], name="one_certificate_per_row"),
            models.CheckConstraint(
                name="certificate_validity_in_order", condition=Q(valid_until__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="ended_certificate_says_when",
                condition=Q(state=CertificateState.VALID, ended_at__isnull=True)
                | (~Q(state=CertificateState.VALID) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.number
