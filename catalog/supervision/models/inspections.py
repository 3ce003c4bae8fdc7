"""Spot inspections (不定期核查): planned, carried out, with findings and evidence (D13, I02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import ProductPage
from catalog.supervision.states import InspectionState, Verdict
from core.models import PrivateFile
from organizations.models import Kind, Organization
from regions.models import Region


class InspectionQuerySet(models.QuerySet):
    def done(self):
        return self.filter(state=InspectionState.DONE)

    def visible_to(self, user):
        """Those of an office's territory and one's own organization's; to people who review."""
        organization = user.organization
        if not user.is_active or organization is None or not user.can_review:
            return self.none()
        own = Q(organization=organization)
        if organization.kind == Kind.ASSISTANCE_OFFICE:
            own |= Q(region__code__startswith=organization.region.prefix)
        return self.filter(own)


class Inspection(models.Model):
    """A check of a product, or of a supplier as a whole, against the four guarantees (J09)."""

    product = models.ForeignKey(
        ProductPage,
        null=True,
        on_delete=models.PROTECT,
        related_name="inspections",
        verbose_name=_("product"),
    )
    supplier = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("supplier")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("inspected by")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=InspectionState, default=InspectionState.PLANNED
    )
    plan = models.CharField(_("what is to be checked"), max_length=300, blank=True)
    planned_on = models.DateField(_("planned for"))
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(_("carried out on"), null=True)
    # Quality key → whether it held; what was not checked is missing.
    checks = models.JSONField(_("the four guarantees"), default=dict, blank=True)
    findings = models.TextField(_("findings"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-planned_on", "-pk"]
        indexes = [models.Index(fields=["region", "-planned_on"], name="inspection_region")]
        constraints = [
            models.CheckConstraint(
                name="inspection_done_says_what",
                condition=~Q(state=InspectionState.DONE)
                | (Q(done_on__isnull=False, recorded_at__isnull=False) & ~Q(findings="") & ~Q(verdict="")),
            ),
        ]

    def __str__(self):
        return self.product.title if self.product_id else self.supplier.name

    @property
    def is_true(self) -> bool:
        """A problem was established (I10)."""
        return self.verdict == Verdict.FAILED


class InspectionFile(models.Model):
    """Evidence of an inspection; private."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("file of an inspection")
        verbose_name_plural = _("files of inspections")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "file"], name="inspection_file_once"),
        ]

    def __str__(self):
        return self.title
