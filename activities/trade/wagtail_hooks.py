"""The editors' side: periods, units, measures and the switch by region (C-11, C-16, A11)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from activities.trade.models import MeasuredIn, TradePeriod, TradeSwitch, Unit


class TradePeriodViewSet(SnippetViewSet):
    """From when to when trades are taken."""

    model = TradePeriod
    icon = "date"
    menu_label = _("Reporting periods")
    list_display = ["name", "entry", "first_day", "last_day", "is_open"]
    search_backend_name = None
    panels = [
        FieldPanel("name"),
        FieldPanel("key"),
        FieldPanel("entry"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("is_open"),
    ]


class UnitViewSet(SnippetViewSet):
    """Units of quantity, in the order of the form; one that is used is hidden, not deleted."""

    model = Unit
    icon = "list-ol"
    menu_label = _("Units of quantity")
    list_display = ["name", "dimension", "factor", "order", "is_active"]
    search_backend_name = None
    ordering = ["order"]
    panels = [
        FieldPanel("name"),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("dimension"), FieldPanel("factor")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
    ]


class MeasuredInViewSet(SnippetViewSet):
    """What goods of a category are measured in."""

    model = MeasuredIn
    icon = "tag"
    menu_label = _("Measures of categories")
    list_display = ["category", "dimension"]
    search_backend_name = None
    panels = [FieldPanel("category"), FieldPanel("dimension")]


class TradeSwitchViewSet(SnippetViewSet):
    """Where trade records are reported: the nearest region above decides."""

    model = TradeSwitch
    icon = "site"
    menu_label = _("Regions with trade records")
    list_display = ["region", "is_on", "note"]
    search_backend_name = None
    panels = [FieldPanel("region"), FieldPanel("is_on"), FieldPanel("note")]


class TradeGroup(SnippetViewSetGroup):
    """Everything about trade records that editors keep."""

    menu_label = _("Trade records")
    menu_icon = "list-ul"
    items = (TradePeriodViewSet, UnitViewSet, MeasuredInViewSet, TradeSwitchViewSet)


register_snippet(TradeGroup)
