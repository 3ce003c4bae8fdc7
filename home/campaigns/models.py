"""Campaign pages: what a plan says, in rows that can be counted against (L01-L22, A14, K07, K09)."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from activities.measures import BY_KEY, MEASURES
from activities.models import ActivityKind
from content.blocks import RICH
from content.models import AppDocument, AppImage, PublicPage
from content.process_pages import HoldingPermissions
from home.campaigns import panels
from home.campaigns.blocks import campaign_blocks
from home.campaigns.routes import CampaignRoutes
from home.campaigns.states import Bound, CaseKind, Part, Reach
from home.indicators.models import Period
from regions.models import Region

MONEY_UNITS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
MEASURE_CHOICES = [(measure.key, measure.label) for measure in MEASURES]


class CampaignIndexPage(PublicPage):
    """All campaigns, the running one first."""

    english_name = "Campaigns"
    template = "home/campaigns/campaign_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1

    class Meta:
        verbose_name = _("campaign index")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)

    def get_context(self, request, *args, **kwargs):
        """Add `campaigns`, newest first."""
        context = super().get_context(request, *args, **kwargs)
        live = CampaignPage.objects.child_of(self).live().select_related("period__region", "picture")
        context["campaigns"] = live.order_by("-period__first", "-pk")
        return context


class CampaignPage(CampaignRoutes, PublicPage):
    """A campaign as its plan describes it; its reports are found by the days, region and tag of its period."""

    theme = models.CharField(_("theme"), max_length=80, blank=True)
    period = models.ForeignKey(
        Period,
        on_delete=models.PROTECT,
        related_name="campaigns",
        verbose_name=_("statistics period"),
        help_text=_("Its days are the campaign's days; its reports are the campaign's reports."),
    )
    picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    plan = models.ForeignKey(
        AppDocument,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("plan document"),
    )
    intro = RichTextField(_("introduction"), features=RICH, blank=True)
    body = StreamField(campaign_blocks(), verbose_name=_("content"), blank=True)

    template = "home/campaigns/campaign_page.html"
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    edit_handler = panels.campaign_tabs()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def slip(self) -> str:
        """The words of its title slip: the period's name without the year."""
        return re.sub(r"^\d+\s*年", "", self.period.name)[:8]

    @property
    def current_stage(self):
        """The stage whose days hold today, or None."""
        today = timezone.localdate()
        return next((s for s in self.stages.all() if s.first and s.last and s.first <= today <= s.last), None)


class Stage(Orderable):
    """A stage of the campaign (L03-L05)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="stages")
    title = models.CharField(_("title"), max_length=60)
    when = models.CharField(_("when, as written"), max_length=40, blank=True)
    first = models.DateField(_("first day"), null=True, blank=True)
    last = models.DateField(_("last day"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    panels = panels.stage()

    def clean(self):
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day lies before the first.")})


class ResponsibleUnit(Orderable):
    """Who answers for the campaign, leading or supporting (A14)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(_("unit"), max_length=80)
    part = models.CharField(_("kind of participation"), max_length=10, choices=Part, default=Part.LEAD)
    task = models.CharField(_("task"), max_length=120, blank=True)

    panels = panels.unit()


class SubActivity(Orderable):
    """An activity the plan names: its kind, number, places, days and units (L14-L19, A14)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="sub_activities")
    number = models.CharField(
        _("number, as written"), max_length=10, blank=True, help_text=_("As in “一是”.")
    )
    title = models.CharField(_("title"), max_length=80)
    kind = models.ForeignKey(
        ActivityKind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kind of activity"),
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    partner_region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("partner region"),
    )
    when = models.CharField(_("when, as written"), max_length=40, blank=True)
    first = models.DateField(_("first day"), null=True, blank=True)
    last = models.DateField(_("last day"), null=True, blank=True)
    lead_units = models.CharField(_("lead units"), max_length=200, blank=True)
    supporting_units = models.CharField(_("supporting units"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)

    panels = panels.sub_activity()


class Carrier(Orderable):
    """Where the public can buy: cabinets, halls, platforms, centres (L20)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="carriers")
    name = models.CharField(_("name"), max_length=60)
    text = models.CharField(_("text"), max_length=200, blank=True)
    url = models.URLField(_("web address"), blank=True)
    picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    panels = panels.carrier()


class LocalityPlan(Orderable):
    """What a locality has named and planned: unit, task force, own plan (L21)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="locality_plans")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name=_("region"))
    unit = models.CharField(_("responsible unit"), max_length=80, blank=True)
    task_force = models.CharField(_("task force"), max_length=120, blank=True)
    document = models.ForeignKey(
        AppDocument,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("plan document"),
    )

    panels = panels.locality_plan()


class Case(Orderable):
    """Experience worth passing on, or a unit, enterprise, co-operative or household to praise (K07, K09)."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="cases")
    kind = models.CharField(_("kind"), max_length=8, choices=CaseKind, default=CaseKind.CASE)
    title = models.CharField(_("title"), max_length=80)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    text = models.TextField(_("text"))
    picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    panels = panels.case()


class Target(Orderable):
    """One statement of the plan with its source sentence. Statements are never summed or corrected (C-09).

    `figure` is in `unit`; a money unit is 元, 万元 or 亿元. Without a measure it is shown but not computed.
    """

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="targets")
    label = models.CharField(_("target"), max_length=60)
    measure = models.CharField(_("measure"), max_length=24, choices=MEASURE_CHOICES, blank=True)
    reach = models.CharField(_("asked of"), max_length=16, choices=Reach, default=Reach.TOTAL)
    region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty: the region of the campaign."),
    )
    except_region = models.ForeignKey(
        Region,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("excepted region"),
    )
    bound = models.CharField(_("worded as"), max_length=8, choices=Bound, default=Bound.PLANNED)
    figure = models.DecimalField(_("figure"), max_digits=16, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=10)
    source = models.CharField(_("source sentence"), max_length=200, blank=True)

    panels = panels.target()

    class Meta(Orderable.Meta):
        constraints = [models.CheckConstraint(name="target_figure_positive", condition=Q(figure__gt=0))]

    def clean(self):
        if self.measure and BY_KEY[self.measure].is_money != (self.unit in MONEY_UNITS):
            raise ValidationError(
                {"unit": _("Money is in 元, 万元 or 亿元; everything else in its own unit.")}
            )

    @property
    def goal(self):
        """The figure in the measure's own base: yuan for money, else as it is."""
        return self.figure * MONEY_UNITS.get(self.unit, 1)
