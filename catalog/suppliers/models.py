"""Suppliers: what is approved of them, what they hand in, whom they may sell for (C01-C11)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.suppliers.facts import SENSITIVE, PaperKind, SupplierFacts
from catalog.suppliers.states import (
    EDITABLE,
    IN_WORK,
    AuthorizationState,
    HandedInState,
    OnboardingState,
)
from core.models import PrivateFile
from organizations.models import Organization
from regions.models import Region
from review.models import Review


class SupplierProfile(SupplierFacts):
    """What is approved of a supplier: a projection of its approved onboarding, set by the concluding verb only."""

    organization = models.OneToOneField(
        Organization, on_delete=models.PROTECT, related_name="supplier_profile", verbose_name=_("supplier")
    )
    approved_onboarding = models.OneToOneField(
        "Onboarding", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("supplier profile")
        verbose_name_plural = _("supplier profiles")
        constraints = [
            models.CheckConstraint(
                name="approved_supplier_says_since_when",
                condition=Q(approved_onboarding__isnull=True, approved_at__isnull=True)
                | Q(approved_onboarding__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.organization)

    @property
    def is_approved(self) -> bool:
        return self.approved_onboarding_id is not None


class Qualification(models.Model):
    """One paper with its validity, written once: a newer one is another row that says which it replaces (C07)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="qualifications", verbose_name=_("supplier")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=PaperKind)
    number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: without an end.")
    )
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    # The other side of a card, where it is not on the same sheet (D08).
    back = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    # Its files have been deleted when their time was over; the row stays as what was known.
    purged_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("qualification document")
        verbose_name_plural = _("qualification documents")
        ordering = ["kind", "-added_at", "-pk"]
        indexes = [models.Index(fields=["organization", "kind"], name="paper_of_supplier")]
        constraints = [
            models.CheckConstraint(
                name="paper_dates_in_order",
                condition=Q(issued_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="paper_has_a_file_until_purged",
                condition=Q(file__isnull=False, purged_at__isnull=True)
                | Q(file__isnull=True, back__isnull=True, purged_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def is_sensitive(self) -> bool:
        """Personal data: each look at the file is recorded."""
        return self.kind in SENSITIVE

    def has_lapsed(self, today) -> bool:
        """Whether its last day lies before `today`."""
        return self.valid_until is not None and self.valid_until < today


class OnboardingQuerySet(models.QuerySet):
    def in_work(self):
        return self.filter(state__in=sorted(IN_WORK))

    def visible_to(self, user):
        """Those of the user's own organization."""
        if not user.is_active or user.organization_id is None:
            return self.none()
        return self.filter(organization=user.organization_id)


class Onboarding(SupplierFacts):
    """The reviewed thing: basic information and the papers that belong to it; the first one, and each later change."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="onboardings", verbose_name=_("supplier")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=OnboardingState, default=OnboardingState.DRAFT
    )
    operator = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("platform operator"),
    )
    papers = models.ManyToManyField(Qualification, blank=True, related_name="onboardings")
    promises = models.JSONField(_("promises"), default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The form as typed, without the ID number, which lies encrypted in its own column whatever it is.
    typed = models.JSONField(default=dict, blank=True)
    edits = models.PositiveIntegerField(default=0)
    facts_hash = models.CharField(max_length=64, blank=True)
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = OnboardingQuerySet.as_manager()

    class Meta:
        verbose_name = _("onboarding")
        verbose_name_plural = _("onboardings")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="onboarding_number_once"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state__in=sorted(IN_WORK)),
                name="one_onboarding_in_work",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state=OnboardingState.APPROVED),
                name="one_approved_onboarding",
            ),
            models.CheckConstraint(
                name="onboarding_under_review_has_one",
                condition=~Q(state__in=[OnboardingState.SUBMITTED, OnboardingState.RETURNED])
                | Q(review__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.organization)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_change(self) -> bool:
        """A later one, that changes what is approved."""
        return self.number > 1


class BaseAuthorization(models.Model):
    """A production base's word that a supplier may sell its goods, asked for with a proof (C08)."""

    supplier = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="base_authorizations", verbose_name=_("supplier")
    )
    base = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("production base")
    )
    goods = models.CharField(_("goods"), max_length=120)
    proof = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Empty: without an end.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AuthorizationState, default=AuthorizationState.REQUESTED
    )
    words = models.TextField(_("answer of the base"), blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("authorization by a production base")
        verbose_name_plural = _("authorizations by production bases")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "base"],
                condition=Q(
                    state__in=[
                        AuthorizationState.REQUESTED,
                        AuthorizationState.RETURNED,
                        AuthorizationState.GRANTED,
                    ]
                ),
                name="one_standing_authorization_per_base",
            ),
            models.CheckConstraint(name="authorization_not_by_oneself", condition=~Q(supplier=F("base"))),
        ]

    def __str__(self):
        return f"{self.base} – {self.supplier}"


class HandedIn(models.Model):
    """What a supplier writes, hands in and has reviewed by its operator."""

    supplier = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("supplier")
    )
    state = models.CharField(_("state"), max_length=10, choices=HandedInState, default=HandedInState.DRAFT)
    operator = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("platform operator"),
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts_hash = models.CharField(max_length=64, blank=True)
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def is_editable(self) -> bool:
        return self.state in {HandedInState.DRAFT, HandedInState.RETURNED}


class SupplyAgreement(HandedIn):
    """The supply agreement that an operator approves (C10)."""

    number = models.CharField(_("number of the agreement"), max_length=60, blank=True)
    goods = models.CharField(_("goods"), max_length=200)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # Yuan a year, as agreed.
    amount = models.DecimalField(_("amount a year"), max_digits=16, decimal_places=2, null=True, blank=True)
    terms = models.TextField(_("terms"), blank=True)
    file = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(HandedIn.Meta):
        abstract = False
        verbose_name = _("supply agreement")
        verbose_name_plural = _("supply agreements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_dates_in_order",
                condition=Q(signed_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="agreement_amount_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="agreement_handed_in_is_whole",
                condition=Q(state=HandedInState.DRAFT)
                | Q(review__isnull=False, file__isnull=False, operator__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.supplier} – {self.goods}"


class SupplierPolicy(models.Model):
    """What a region decides about suppliers; the nearest one up the tree holds (C-07)."""

    region = models.OneToOneField(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    allows_natural_persons = models.BooleanField(
        _("natural persons may become suppliers"),
        default=False,
        help_text=_("Otherwise only organizations with a unified social credit code."),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("rules for suppliers of a region")
        verbose_name_plural = _("rules for suppliers by region")
        ordering = ["region_id"]

    def __str__(self):
        return str(self.region)
