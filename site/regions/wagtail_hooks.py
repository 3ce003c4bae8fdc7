"""Editors' side: the tree to look at, county classes and pairings to keep."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from regions.models import CountyClass, Pairing, Region


class RegionForm(WagtailAdminModelForm):
    """Whatever an editor changes by hand is kept when reference data are loaded again."""

    def save(self, commit=True):
        self.instance.is_amended = self.instance.is_amended or self.has_changed()
        return super().save(commit)


class TablePolicy(ModelPermissionPolicy):
    """Rows come from the code table and are retired; nobody adds or deletes one by hand."""

    def user_has_permission(self, user, action):
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)


class RegionViewSet(SnippetViewSet):
    model = Region
    icon = "site"
    menu_label = _("Regions")
    list_display = ["name", "code", "level", "path_name", "valid_from", "valid_until"]
    list_filter = ["level", "kind"]
    search_fields = ["name", "code", "pinyin", "initials"]
    ordering = ["order", "code"]
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    permission_policy = TablePolicy(Region)
    edit_handler = ObjectList(
        [
            FieldPanel("code", read_only=True),
            FieldPanel("path_name", read_only=True),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldPanel("successor", read_only=True),
            FieldPanel("is_amended", read_only=True),
        ],
        base_form_class=RegionForm,
    )


class CountyClassViewSet(SnippetViewSet):
    model = CountyClass
    icon = "tag"
    menu_label = _("County classes")
    list_display = ["region", "kind", "valid_from", "valid_until", "source"]
    list_filter = ["kind"]
    search_fields = ["region__name", "region__code", "region__pinyin"]
    panels = [
        FieldPanel("region"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("source"),
    ]


class PairingViewSet(SnippetViewSet):
    model = Pairing
    icon = "link"
    menu_label = _("Pairings")
    list_display = ["helper", "helped", "kind", "valid_from", "valid_until", "note"]
    list_filter = ["kind"]
    search_fields = ["helper__name", "helped__name"]
    panels = [
        MultiFieldPanel([FieldPanel("helper"), FieldPanel("helped")]),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("note"),
    ]


class RegionsGroup(SnippetViewSetGroup):
    """“Reference data” in the menu."""

    items = (RegionViewSet, CountyClassViewSet, PairingViewSet)
    menu_label = _("Reference data")
    menu_icon = "site"
    menu_order = 800


register_snippet(RegionsGroup)
