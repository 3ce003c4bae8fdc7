"""Periods that are counted, and what each prefecture files for one (M01-M15, C-18)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PrivateFile
from home.indicators.states import EDITABLE, FilingState
from organizations.models import Organization
from regions.models import Region
from review.models import Review


class Period(models.Model):
    """Days, a region and perhaps a tag: which reports a form counts, and until when it is filed (M01, L06)."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("As in “Consumption assistance month 2020”.")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    first = models.DateField(_("first day"))
    last = models.DateField(
        _("last day"), help_text=_("Both days count; a report counts on the last day of its activity.")
    )
    deadline = models.DateField(
        _("filing deadline"), null=True, blank=True, help_text=_("Empty: prefectures file nothing.")
    )
    tag = models.CharField(
        _("only with this tag"),
        max_length=100,
        blank=True,
        help_text=_("Empty: every counted report of the days."),
    )
    form_title = models.CharField(
        _("title of the form"), max_length=120, blank=True, help_text=_("Empty: made of region and name.")
    )
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("statistics period")
        verbose_name_plural = _("statistics periods")
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="period_days_in_order",
                condition=Q(last__gte=F("first")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """What was filed and accepted keeps its days, region and tag."""
        if not self.pk or not self.filings.exclude(state=FilingState.DRAFT).exists():
            return
        before = Period.objects.get(pk=self.pk)
        for name in ("region_id", "first", "last", "tag"):
            if getattr(before, name) != getattr(self, name):
                raise ValidationError(
                    _("Filings for this period are submitted: its days, region and tag stay.")
                )

    @property
    def heading(self) -> str:
        """The official title of the form (M01)."""
        return self.form_title or f"{self.region.name}{self.name}活动开展情况统计表"

    @property
    def is_running(self) -> bool:
        """Today is one of its days."""
        return self.first <= timezone.localdate() <= self.last


class FilingQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(state=FilingState.ACCEPTED)

    def visible_to(self, user):
        """An office's own filings; the region's own office sees those from below once they are submitted."""
        if not user.is_active or user.organization_id is None or not user.organization.is_active:
            return self.none()
        own = Q(organization=user.organization_id)
        if not user.organization.is_office:
            return self.filter(own)
        below = Q(period__region=user.organization.region_id) & ~Q(state=FilingState.DRAFT)
        return self.filter(own | below)


class Filing(models.Model):
    """One prefecture's sealed form and work summary for a period (M11, M13, M15).

    `remarks` by region code, `vouched` by measure key (yuan as text with two decimals, counts as numbers), `computed`
    what the form said when it was submitted, `frozen` the whole block of rows as accepted.
    """

    period = models.ForeignKey(
        Period, on_delete=models.PROTECT, related_name="filings", verbose_name=_("period")
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="filings", verbose_name=_("filed by")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=FilingState, default=FilingState.DRAFT)
    remarks = models.JSONField(_("remarks"), default=dict, blank=True)
    vouched = models.JSONField(_("vouched figures"), default=dict, blank=True)
    note = models.TextField(_("explanation of differences"), max_length=1000, blank=True)
    computed = models.JSONField(default=dict, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    summary = models.ForeignKey(
        PrivateFile, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("work summary")
    )
    scan = models.ForeignKey(
        PrivateFile, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sealed form")
    )
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="+")
    edits = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    updated_at = models.DateTimeField(auto_now=True)
    is_demo = models.BooleanField(default=False)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        ordering = ["-period__first", "region_id"]
        constraints = [
            models.UniqueConstraint(fields=["period", "region"], name="one_filing_per_period_and_region"),
            models.CheckConstraint(
                name="accepted_filing_is_frozen",
                condition=Q(state=FilingState.ACCEPTED, frozen__isnull=False, accepted_at__isnull=False)
                | (~Q(state=FilingState.ACCEPTED) & Q(frozen__isnull=True, accepted_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="submitted_filing_is_whole",
                condition=Q(state=FilingState.DRAFT)
                | Q(
                    review__isnull=False,
                    submitted_at__isnull=False,
                    summary__isnull=False,
                    scan__isnull=False,
                ),
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.period}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_late(self) -> bool:
        """Submitted after the deadline, or not submitted and the deadline is over (L06)."""
        if self.period.deadline is None:
            return False
        day = timezone.localdate(self.submitted_at) if self.submitted_at else timezone.localdate()
        return day > self.period.deadline
