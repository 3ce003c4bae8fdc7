"""An entry of the dishonesty blacklist (失信黑名单): who, why, until when, who decided, and how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.supervision.models.complaints import Complaint
from catalog.supervision.states import PUBLIC, BlacklistState, Grounds
from organizations.models import Kind, Organization


class BlacklistQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state=BlacklistState.IN_FORCE)

    def proposed(self):
        return self.filter(state=BlacklistState.PROPOSED)

    def public(self):
        """What everybody may read, ended ones too."""
        return self.filter(state__in=sorted(PUBLIC))

    def overdue(self, today):
        """In force although the last day has passed."""
        return self.in_force().filter(until__lt=today)

    def visible_to(self, user):
        """Public ones, and proposals of the office's own territory."""
        organization = user.organization
        if organization is None or organization.kind != Kind.ASSISTANCE_OFFICE or not user.can_review:
            return self.public()
        within = Q(organization__region__code__startswith=organization.region.prefix)
        return self.filter(Q(state__in=sorted(PUBLIC)) | within | Q(proposed_office=organization))


class Blacklisting(models.Model):
    """A county proposes, a city or the province decides (J05, I14); the decision never changes afterwards."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="blacklistings", verbose_name=_("organization")
    )
    state = models.CharField(_("state"), max_length=14, choices=BlacklistState)
    grounds = models.CharField(_("grounds"), max_length=10, choices=Grounds)
    words = models.TextField(_("facts in words"))
    since = models.DateField(_("from"), null=True)
    until = models.DateField(_("until"), help_text=_("The last day."))
    document_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    complaint = models.ForeignKey(
        Complaint, null=True, on_delete=models.PROTECT, related_name="blacklistings"
    )
    proposed_office = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    office = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    products_removed = models.PositiveIntegerField(_("products removed"), default=0)
    ended_on = models.DateField(_("ended on"), null=True)
    end_words = models.TextField(_("reason of the end"), blank=True)
    end_document = models.CharField(_("number of the decision that ended it"), max_length=60, blank=True)
    end_office = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects = BlacklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("blacklisting")
        verbose_name_plural = _("blacklist")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "until"], name="blacklist_clock"),
            models.Index(fields=["-decided_at", "-id"], name="blacklist_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state=BlacklistState.IN_FORCE),
                name="one_blacklisting_in_force",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state=BlacklistState.PROPOSED),
                name="one_blacklisting_proposed",
            ),
            models.CheckConstraint(
                name="blacklisting_decided_says_who",
                condition=Q(state=BlacklistState.PROPOSED)
                | Q(state=BlacklistState.DECLINED)
                | (
                    Q(since__isnull=False, office__isnull=False, decided_at__isnull=False)
                    & ~Q(document_number="")
                ),
            ),
            models.CheckConstraint(
                name="blacklisting_in_order", condition=Q(since__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="blacklisting_rehabilitated_says_why",
                condition=~Q(state=BlacklistState.REHABILITATED)
                | (Q(ended_on__isnull=False, end_office__isnull=False) & ~Q(end_words="")),
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.until}"
