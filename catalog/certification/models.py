"""Rounds, applications with product rows and papers; directories and certificates (F10-F25, C-15)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.certification.facts import (
    SENSITIVE,
    ApplicationFacts,
    ApplicationKind,
    MaterialKind,
    Pledge,
    RowFacts,
)
from catalog.certification.register import Certificate, Directory, Series
from catalog.certification.states import EDITABLE, RUNNING, ApplicationState, RoundState, RowState
from catalog.certification.terms import Terms
from catalog.certification.withdrawal.models import Withdrawal
from catalog.models import ProductPage
from content.models import AppImage
from core.models import PrivateFile
from organizations.models import Kind, Organization
from regions.models import Region
from review.models import Bundle, Review, ReviewTask

__all__ = [
    "Application",
    "ApplicationKind",
    "ApplicationProduct",
    "Certificate",
    "CertificationRound",
    "Directory",
    "Material",
    "MaterialKind",
    "Pledge",
    "Promise",
    "Series",
    "Terms",
    "Withdrawal",
]


class RoundQuerySet(models.QuerySet):
    def open_on(self, day):
        """Those that take applications on a day."""
        return self.filter(state=RoundState.OPEN, opens_on__lte=day, closes_on__gte=day)

    def over(self, region):
        """Those whose territory holds a region."""
        return self.filter(region__in=[above.pk for above in region.ancestors()])


class CertificationRound(models.Model):
    """A round (批次, G12): the days on which an office takes applications from its territory."""

    title = models.CharField(_("title"), max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    opened_by = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.OPEN)
    note = models.CharField(_("note for applicants"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of certification")
        verbose_name_plural = _("rounds of certification")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_days_in_order",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(fields=["region", "title"], name="round_title_once"),
        ]

    def __str__(self):
        return self.title

    @property
    def takes_applications(self) -> bool:
        """Today is one of its days and nobody has closed it."""
        return self.state == RoundState.OPEN and self.opens_on <= timezone.localdate() <= self.closes_on


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A supplier's own; an assistance office's territory once submitted; what other offices were ever asked."""
        organization = user.organization
        if not user.is_active or organization is None or not organization.is_active:
            return self.none()
        if not organization.is_office:
            return self.filter(organization=organization)
        sent = self.exclude(state=ApplicationState.DRAFT)
        if organization.kind == Kind.ASSISTANCE_OFFICE:
            return sent.filter(region__code__startswith=organization.region.prefix)
        mine = Q(organization=organization) | Q(
            organization__isnull=True, organization_kind=organization.kind, region=organization.region_id
        )
        tasks = ReviewTask.objects.filter(mine, process="certification")
        return sent.filter(products__review__in=tasks.values("review")).distinct()


class Application(ApplicationFacts):
    """An application with its product rows. What people type lies here; each row is reviewed by itself (F10-F25)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=10, choices=ApplicationKind, default=ApplicationKind.FIRST)
    year = models.PositiveSmallIntegerField(_("year"))
    round = models.ForeignKey(
        CertificationRound,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("round of certification"),
    )
    # Who endorses first (认可): the work station where the applicant is at home.
    station = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("work station"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    bundle = models.OneToOneField(Bundle, null=True, on_delete=models.PROTECT, related_name="application")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Names the form that began it: a form sent twice begins one draft, not two.
    begun_with = models.UUIDField(null=True, unique=True, editable=False)
    # The form exactly as typed, also where it cannot be understood yet.
    typed = models.JSONField(default=dict, blank=True)
    edits = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application for certification")
        verbose_name_plural = _("applications for certification")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["organization", "-updated_at"], name="application_own"),
            models.Index(fields=["region", "state", "-submitted_at"], name="application_territory"),
        ]
        constraints = [
            models.CheckConstraint(
                name="submitted_application_is_whole",
                condition=Q(state=ApplicationState.DRAFT)
                | Q(bundle__isnull=False, submitted_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.entity_name or self.organization.name} {self.year}"

    @property
    def is_editable(self) -> bool:
        return self.state in {ApplicationState.DRAFT, ApplicationState.RETURNED}


class RowQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state__in=sorted(RUNNING))

    def certified(self):
        return self.filter(state=RowState.CERTIFIED)


class ApplicationProduct(RowFacts):
    """One product of an application: reviewed, publicised and concluded by itself (F18-F23)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="products")
    order = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=RowState, default=RowState.DRAFT)
    # The page it becomes, or is already: an ordinary product to be certified, a certified one to be renewed.
    product = models.ForeignKey(
        ProductPage, null=True, blank=True, on_delete=models.PROTECT, related_name="applied_with"
    )
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="+")
    typed = models.JSONField(default=dict, blank=True)
    facts_hash = models.CharField(max_length=64, blank=True)
    concluded_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = _("product of an application")
        verbose_name_plural = _("products of applications")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="submitted_row_is_whole",
                condition=Q(state=RowState.DRAFT)
                | Q(review__isnull=False, region__isnull=False, category__isnull=False)
                & ~Q(name="")
                & ~Q(facts_hash=""),
            ),
            models.CheckConstraint(
                name="certified_row_has_product",
                condition=~Q(state=RowState.CERTIFIED) | Q(product__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["product"], condition=Q(state__in=sorted(RUNNING)), name="one_running_row_per_product"
            ),
        ]

    def __str__(self):
        return self.name or str(_("Unnamed product"))

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class Material(models.Model):
    """A paper or picture: private; pictures of certified products get a public copy (D05-D09, D16, F10-F14)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="materials")
    product = models.ForeignKey(
        ApplicationProduct, null=True, blank=True, on_delete=models.CASCADE, related_name="materials"
    )
    kind = models.CharField(_("kind of paper"), max_length=16, choices=MaterialKind)
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    image = models.ForeignKey(AppImage, null=True, on_delete=models.SET_NULL, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    order = models.PositiveSmallIntegerField(default=0)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paper of an application")
        verbose_name_plural = _("papers of applications")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "file"],
                condition=Q(product__isnull=True),
                name="paper_once_per_application",
            ),
            models.UniqueConstraint(fields=["product", "kind", "file"], name="paper_once_per_product"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_sensitive(self) -> bool:
        """Holds personal data: every look is written down."""
        return self.kind in SENSITIVE

    @property
    def is_picture(self) -> bool:
        return self.file.kind == PrivateFile.Kind.PICTURE


class Promise(models.Model):
    """One promise, ticked by a person at a time (F05, D10-D12)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="promises")
    pledge = models.CharField(_("promise"), max_length=12, choices=Pledge)
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "pledge"], name="promise_once"),
        ]

    def __str__(self):
        return self.get_pledge_display()
