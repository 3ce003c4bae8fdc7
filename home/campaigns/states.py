"""The words a campaign chooses from: how a unit takes part, what a target asks, whom it asks it of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(TextChoices):
    """How a responsible unit takes part (A14)."""

    LEAD = "lead", _("lead unit")
    SUPPORTING = "supporting", _("supporting unit")


class Bound(TextChoices):
    """How the document words a figure (L07-L13)."""

    PLANNED = "planned", pgettext_lazy("target", "planned")
    AT_LEAST = "at_least", pgettext_lazy("target", "at least")


class Reach(TextChoices):
    """Whom a target asks its figure of."""

    TOTAL = "total", _("the region as a whole")
    EACH_PREFECTURE = "each_prefecture", _("each city or prefecture in it")
    EACH_COUNTY = "each_county", _("each county or district in it")


class CaseKind(TextChoices):
    """Experience to pass on, or somebody to praise (K07, K09)."""

    CASE = "case", _("typical case")
    PRAISE = "praise", _("praise")
