"""The editors' side: the kinds of activity as an editable list."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from activities.facts import ActivityKind


class ActivityKindViewSet(SnippetViewSet):
    """The list of kinds, in the order of the form; a kind that is used is hidden, not deleted."""

    model = ActivityKind
    icon = "tag"
    menu_label = _("Kinds of activity")
    add_to_settings_menu = True
    list_display = ["name", "key", "order", "is_active"]
    ordering = ["order"]
    panels = [FieldPanel("name"), FieldPanel("key"), FieldPanel("order"), FieldPanel("is_active")]


register_snippet(ActivityKindViewSet)
