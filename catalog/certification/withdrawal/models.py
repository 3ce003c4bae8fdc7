"""A withdrawal: why a certified product should leave the directory, and how that was decided (I09-I15, C-14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.certification.withdrawal.reasons import REASONS
from catalog.certification.withdrawal.states import CONCLUDED, RUNNING, WithdrawalState
from catalog.models import ProductPage
from catalog.states import DelistReason
from organizations.models import Kind, Organization
from review.models import Review

TONES = {
    WithdrawalState.PROPOSED: "waiting",
    WithdrawalState.SUBMITTED: "waiting",
    WithdrawalState.RETURNED: "returned",
    WithdrawalState.APPROVED: "done",
    WithdrawalState.REFUSED: "refused",
    WithdrawalState.DROPPED: "closed",
}


class WithdrawalQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state__in=sorted(RUNNING))

    def visible_to(self, user):
        """Assistance offices: of products from their territory; suppliers: of their own products."""
        organization = user.organization
        if not user.is_active or organization is None or not organization.is_active:
            return self.none()
        if organization.kind == Kind.ASSISTANCE_OFFICE:
            return self.filter(product__region__code__startswith=organization.region.prefix)
        return self.filter(product__supplier=organization).exclude(state=WithdrawalState.PROPOSED)


class Withdrawal(models.Model):
    """One attempt to take a certified product out; reviewed by its own chain."""

    product = models.ForeignKey(
        ProductPage, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("product")
    )
    reason = models.CharField(
        _("reason"),
        max_length=12,
        choices=[(reason.value, reason.label) for reason in DelistReason if reason in REASONS],
    )
    words = models.CharField(_("reason in words"), max_length=500)
    office = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=WithdrawalState, default=WithdrawalState.PROPOSED
    )
    review = models.ForeignKey(Review, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    concluded_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal from the directory")
        verbose_name_plural = _("withdrawals from the directory")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(state__in=sorted(RUNNING)), name="one_withdrawal_per_product"
            ),
            models.CheckConstraint(
                name="withdrawal_for_a_reason", condition=Q(reason__in=sorted(REASONS)) & ~Q(words="")
            ),
            models.CheckConstraint(
                name="concluded_withdrawal_says_when",
                condition=Q(state__in=sorted(CONCLUDED), concluded_at__isnull=False)
                | Q(state__in=sorted(RUNNING), concluded_at__isnull=True),
            ),
        ]

    @property
    def tone(self) -> str:
        """How its state is coloured (core.templatetags.ui.TONES)."""
        return TONES[WithdrawalState(self.state)]

    def __str__(self):
        return f"{self.product.title}: {self.get_reason_display()}"
