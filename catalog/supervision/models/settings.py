"""What a deployment decides about supervision."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="view", order=710)
class SupervisionSettings(BaseGenericSetting):
    """The clock of complaints, in working days."""

    complaint_days = models.PositiveSmallIntegerField(
        _("working days to answer a complaint"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_(
            "A complaint that is not answered by then goes to the office above, which has as many days again."
            " What is under way keeps its day."
        ),
    )

    panels = [FieldPanel("complaint_days")]

    class Meta:
        verbose_name = _("supervision")
