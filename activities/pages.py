"""Pages whose publicity a process decides: what the CMS may and may not do with them (design 5)."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PagePermissionTester

from content.models import PublicPage


class HoldingPermissions(PagePermissionTester):
    """An index over process pages: may be edited, never taken away from over them."""

    def can_delete(self, ignore_bulk=False):
        return False

    def can_unpublish(self):
        return False

    def can_move(self):
        return False

    def can_copy(self):
        return False

    def can_set_view_restrictions(self):
        return False

    def can_reorder_children(self):
        return False


class ProjectionPermissions(HoldingPermissions):
    """Editors may polish words and pictures; public or not, where, and how often is the process's business."""

    def can_publish(self):
        # Polished words go live only on a page that its process has made public.
        return super().can_publish() and self.page.live

    def can_edit(self):
        return super().can_edit() and self.page.live

    def can_lock(self):
        return False


class ProcessPage(PublicPage):
    """A page that a process publishes: the CMS refuses to publish, unpublish, move, copy or delete it."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return ProjectionPermissions(user, self)

    @classmethod
    def can_create_at(cls, parent):
        """Never from the CMS: the page is made by the first submission."""
        return False

    def get_indexed_instance(self):
        """Not in Wagtail's own search index: every save there costs more as the index grows (design 8)."""
        return


class ActivityIndexPage(RoutablePageMixin, PublicPage):
    """The list of activity reports: filters by region, kind, month and tag; its Atom feed."""

    template = "activities/activity_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["activities.ActivityPage"]
    max_count = 1

    class Meta:
        verbose_name = _("activity index")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)

    @path("")
    def reports(self, request):
        """A page of the list; the address is its whole state. 404 for what the address cannot mean."""
        from activities.views.public import report_list

        return self.render(request, context_overrides=report_list(request))

    @path("feed/", name="feed")
    def feed(self, request):
        """The newest reports as Atom, under the same filters."""
        from activities.views.public import report_feed

        return report_feed(request, self)
