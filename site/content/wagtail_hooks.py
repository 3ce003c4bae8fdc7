"""The editors' side: the site inspection, allowed numbers, masking, and files that wait for a person's eyes."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content import editing, queries, shown
from content.forms import can_mask
from content.models import AllowedNumber, PublicPage
from content.views import cms


class AllowedNumberViewSet(SnippetViewSet):
    """Mobiles that may stand on public pages, e.g. an office's own."""

    model = AllowedNumber
    icon = "mobile-alt"
    menu_label = gettext_lazy("Allowed numbers")
    add_to_settings_menu = True
    list_display = ["number", "whose", "reason", "created_at"]
    copy_view_enabled = False
    panels = [FieldPanel("number"), FieldPanel("whose"), FieldPanel("reason")]


register_snippet(AllowedNumberViewSet)


class MaskItem(ActionMenuItem):
    """Offered after publishing was stopped: masks the numbers and keeps a draft."""

    name = editing.MASK
    label = gettext_lazy("Mask numbers")
    icon_name = "view"

    def is_shown(self, context):
        typed = context["request"].POST
        return any(name in typed for name in editing.PUBLISHING) and can_mask(typed)


@hooks.register("register_page_action_menu_item")
def offer_masking():
    """The mask button comes first where it is offered."""
    return MaskItem(order=-1)


@hooks.register("after_publish_page")
def tell_what_nobody_could_read(request, page):
    """A scan does not stop a publication, but somebody has to look it through."""
    if isinstance(page, PublicPage):
        for entry in {entry.sha256: entry for entry in queries.unread(shown.of_page(page))}.values():
            words = _(
                "%(file)s could not be read (%(place)s): look it through by eye and tick it off at “%(menu)s”."
            )
            values = {"file": entry.file, "place": entry.place, "menu": _("Site inspection")}
            messages.warning(request, words % values)


@hooks.register("register_admin_urls")
def admin_urls():
    """The inspection's pages under /cms/inspection/."""
    return [
        path("inspection/", cms.inspection, name="site_inspection"),
        path("inspection/start/", cms.start, name="site_inspection_start"),
        path("inspection/seen/", cms.seen_by_eye, name="site_inspection_seen"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item():
    """Beside the reports of Wagtail."""
    return MenuItem(gettext_lazy("Site inspection"), reverse("site_inspection"), icon_name="check", order=850)
