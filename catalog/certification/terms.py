"""What a region asks of applicants and tells its reviewers (F07, F09, C-06, G12); the nearest region above wins."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class Terms(models.Model):
    """A region's terms of certification. Thresholds and priority are shown to reviewers; they decide nothing."""

    region = models.OneToOneField(
        Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    needs_round = models.BooleanField(
        _("only in rounds"), default=False, help_text=_("Applications are taken only while a round is open.")
    )
    needs_letter = models.BooleanField(_("proof letter with both seals"), default=False)
    needs_recommendation = models.BooleanField(_("recommendation letter of the county"), default=False)
    needs_id_card = models.BooleanField(_("identity card of the legal representative"), default=False)
    needs_roster = models.BooleanField(_("roster of workers and members"), default=False)
    least_people = models.PositiveIntegerField(
        _("people benefited, at least"), null=True, blank=True, help_text=_("Shown to reviewers.")
    )
    least_value = models.DecimalField(
        _("commodity value, at least"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In yuan a year; shown to reviewers."),
    )
    renewal_months = models.PositiveSmallIntegerField(
        _("months before its end in which a certificate is renewed"), default=3
    )
    renewal_grace_days = models.PositiveSmallIntegerField(
        _("days after its end in which it still is"),
        default=0,
        help_text=_("The listing ends on its day all the same."),
    )
    priority = models.CharField(
        _("who has priority"), max_length=300, blank=True, help_text=_("Shown to reviewers, as written.")
    )
    is_demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("terms of certification")
        verbose_name_plural = _("terms of certification")
        ordering = ["region_id"]
        constraints = [
            models.CheckConstraint(
                name="least_value_not_negative", condition=Q(least_value__isnull=True) | Q(least_value__gte=0)
            ),
        ]

    def __str__(self):
        return self.region.name
