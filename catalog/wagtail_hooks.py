"""The editors' side: categories and tags as lists, and a way to one product among hundreds of thousands."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import Role
from catalog.models import CatalogPage, Category, ProductPage, ProductTag
from catalog.queries.desk import selection
from catalog.states import SHOWN

# What the explorer shows below the directory: the newest. The list of products finds the others.
EXPLORED = 50


class KeptByEditors(ModelPermissionPolicy):
    """Editors add and change; nobody deletes what products may hang on: it is hidden instead."""

    def user_has_permission(self, user, action):
        is_editor = user.is_active and (user.is_superuser or user.role == Role.EDITOR)
        return is_editor and action != "delete"


class CategoryViewSet(SnippetViewSet):
    """Categories of two levels in the order of the directory; one that is used is hidden, not deleted."""

    model = Category
    icon = "list-ul"
    menu_label = _("Product categories")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "parent", "key", "order", "is_active"]
    list_filter = ["parent", "is_active"]
    search_fields = ["name", "other_names", "key"]
    search_backend_name = None
    list_per_page = 100
    ordering = ["order", "pk"]
    permission_policy = KeptByEditors(Category)
    panels = [
        FieldPanel("name"),
        FieldPanel("other_names"),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("key")]),
        FieldRowPanel([FieldPanel("order"), FieldPanel("is_active")]),
    ]


class ProductTagViewSet(SnippetViewSet):
    """Tags of products: to put a name right; new ones are made where a product is written."""

    model = ProductTag
    icon = "tag"
    menu_label = _("Product tags")
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]
    permission_policy = KeptByEditors(ProductTag)
    panels = [FieldPanel("name"), FieldPanel("slug")]


class ProductIndexView(IndexView):
    """Products that are public, newest first; searched by a whole code or number, or a part of the name."""

    default_ordering = "-pk"

    def get_base_queryset(self):
        return self.annotate_queryset(ProductPage.objects.filter(standing__in=SHOWN))

    def order_queryset(self, queryset):
        return queryset.order_by("-pk")

    def search_queryset(self, queryset):
        return selection(queryset, q=self.search_query) if self.is_searching else queryset


class ProductListing(PageListingViewSet):
    """The list of products in the menu, so that nobody has to leaf through the tree."""

    model = ProductPage
    index_view_class = ProductIndexView
    icon = "pick"
    name = "products"
    menu_label = _("Products")
    menu_order = 300
    add_to_admin_menu = True
    list_display = [
        PageTitleColumn("title", label=_("name"), classname="title"),
        Column("code", label=_("code")),
        Column("certificate_number", label=_("certificate number")),
        Column("get_standing_display", label=_("standing")),
        PageStatusColumn("status", label=_("status")),
    ]
    list_filter = ["standing", "kind"]


register_snippet(CategoryViewSet)
register_snippet(ProductTagViewSet)


@hooks.register("register_admin_viewset")
def product_listing():
    """The flat list of products."""
    return ProductListing("products")


@hooks.register("construct_explorer_page_queryset")
def only_the_newest(parent_page, pages, request):
    """Below the directory the explorer shows the newest only: leafing through all of them would read them all."""
    if not isinstance(parent_page.specific_deferred, CatalogPage):
        return pages
    newest = ProductPage.objects.order_by("-pk").values_list("pk", flat=True)[:EXPLORED]
    return pages.filter(pk__in=list(newest))
