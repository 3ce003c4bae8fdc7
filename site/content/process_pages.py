"""Pages whose publicity a process decides: what the CMS may and may not do with them (design 5)."""

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
