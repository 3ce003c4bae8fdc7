"""Editors' side: the working-day table, where next year's holidays are entered once they are published."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import WorkdayException


class WorkdayExceptionViewSet(SnippetViewSet):
    model = WorkdayException
    icon = "calendar-alt"
    menu_label = _("Working-day table")
    add_to_settings_menu = True
    list_display = ["date", "is_workday", "note"]
    list_filter = {"date": ["gte", "lte"], "is_workday": ["exact"]}
    ordering = ["-date"]
    copy_view_enabled = False
    panels = [
        HelpPanel(
            content=_(
                "When the State Council has published next year's holidays, enter them here: first 1 January, "
                "1 May and 1 October, then every other weekday off and every weekend worked."
            )
        ),
        FieldRowPanel([FieldPanel("date"), FieldPanel("is_workday")]),
        FieldPanel("note"),
    ]


register_snippet(WorkdayExceptionViewSet)
