"""Editors' side: the periods that are counted. Filings are the desk's, never the CMS's."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.indicators.models import Period


class PeriodViewSet(SnippetViewSet):
    model = Period
    icon = "calendar-alt"
    menu_label = _("Statistics periods")
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "region", "first", "last", "deadline", "tag"]
    search_fields = ["name"]
    copy_view_enabled = False
    panels = [
        FieldPanel("name"),
        FieldPanel("region"),
        FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
        FieldPanel("deadline"),
        FieldPanel("tag"),
        FieldPanel("form_title"),
    ]


register_snippet(PeriodViewSet)
