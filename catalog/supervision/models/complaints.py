"""A complaint (投诉举报): anonymous, with a receipt; what was found, and what everybody may read of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.supervision.states import (
    CLOSED,
    OPEN,
    TRUE,
    About,
    ComplaintState,
    Finding,
    Happening,
    Topic,
)
from core.encryption import EncryptedTextField
from core.models import PrivateFile
from organizations.models import Kind, Organization
from regions.models import Region
from review.models import ReviewTask

KEY = "complaint"


class ComplaintQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=sorted(OPEN))

    def late(self, today):
        """Open although their day has passed."""
        return self.open().filter(due_on__lt=today)

    def published(self):
        """With a summary that everybody may read."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """Those of an office's territory, and those that wait for its seat; to people who review."""
        organization = user.organization
        if not user.is_active or organization is None or not organization.is_active or not user.can_review:
            return self.none()
        own = Q(office=organization) | Q(
            pk__in=ReviewTask.objects.visible_to(user).filter(process=KEY).values("subject_id")
        )
        if organization.kind == Kind.ASSISTANCE_OFFICE:
            own |= Q(region__code__startswith=organization.region.prefix)
        return self.filter(own)


class Complaint(models.Model):
    """What somebody complains about. Nobody needs to say who they are (B29); a contact is for the handling office."""

    receipt = models.CharField(_("receipt number"), max_length=24, unique=True)
    # Printed on the receipt and asked for with it: the contact's last four digits, or a number made for it.
    pin = models.CharField(max_length=4)
    about_kind = models.CharField(_("about"), max_length=10, choices=About)
    about_id = models.BigIntegerField(null=True)
    # As it was called on the day: what it is about may be renamed or go.
    about_title = models.CharField(_("about"), max_length=200)
    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    words = models.TextField(_("what happened"))
    contact = EncryptedTextField(_("contact"), blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    # Whom it is about, where that is an organization.
    party = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="complaints", verbose_name=_("party")
    )
    state = models.CharField(
        _("state"), max_length=14, choices=ComplaintState, default=ComplaintState.RECEIVED
    )
    # The office that closed it; while it is open, its task says whose turn it is.
    office = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("handled by")
    )
    filed_at = models.DateTimeField(_("filed at"), default=timezone.now)
    due_on = models.DateField(_("due"))
    finding = models.CharField(_("finding"), max_length=10, choices=Finding, blank=True)
    answer = models.TextField(_("answer to the complainant"), blank=True)
    summary = models.TextField(_("public summary"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True)
    is_demo = models.BooleanField(default=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-filed_at", "-pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state__in=sorted(OPEN)), name="complaint_clock"),
            models.Index(fields=["region", "-filed_at"], name="complaint_region"),
            models.Index(fields=["about_kind", "about_id"], name="complaint_about"),
            models.Index(
                fields=["-published_at"],
                condition=Q(published_at__isnull=False),
                name="complaint_published",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="complaint_closed_says_when_and_what",
                condition=Q(state__in=sorted(OPEN), closed_at__isnull=True, answer="")
                | (
                    Q(state__in=sorted(CLOSED), closed_at__isnull=False, office__isnull=False) & ~Q(answer="")
                ),
            ),
            models.CheckConstraint(
                name="complaint_answered_has_finding",
                condition=~Q(state=ComplaintState.ANSWERED) | ~Q(finding=""),
            ),
            models.CheckConstraint(
                name="complaint_published_is_closed",
                condition=Q(published_at__isnull=True) | (Q(state__in=sorted(CLOSED)) & ~Q(summary="")),
            ),
            models.CheckConstraint(
                name="complaint_about_something",
                condition=Q(about_kind=About.SITE, about_id__isnull=True)
                | (~Q(about_kind=About.SITE) & Q(about_id__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.receipt

    @cached_property
    def task(self) -> ReviewTask | None:
        """The open task that says whose turn it is."""
        tasks = ReviewTask.objects.open().select_related("region", "applicant", "claimed_by")
        return tasks.filter(process=KEY, subject_id=self.pk).first()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_true(self) -> bool:
        """A violation was established, wholly or in part (I10)."""
        return self.finding in TRUE


class ComplaintFile(models.Model):
    """A picture or document sent with a complaint; private for ever."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(PrivateFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("file of a complaint")
        verbose_name_plural = _("files of complaints")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "file"], name="complaint_file_once"),
        ]

    def __str__(self):
        return self.title


class InvestigationNote(models.Model):
    """What an investigator wrote down, for colleagues only. Append-only."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(_("note"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("investigation note")
        verbose_name_plural = _("investigation notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.words[:30]}"


class ComplaintEvent(models.Model):
    """What happened to a complaint and at which office; the complainant reads it. Append-only."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Happening)
    at = models.DateTimeField(default=timezone.now)
    # The office that acted, or to which it went.
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event of a complaint")
        verbose_name_plural = _("events of complaints")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.get_kind_display()}"
