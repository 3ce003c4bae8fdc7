"""Pages whose publicity a process decides: what the CMS may and may not do with them (design 5)."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from content.models import PublicPage


class HoldingPermissions(PagePermissionTester):
    """An index over process pages: may be edited, never taken away from over them."""

    sentence = _(
        "Below this page stands what a review has made public, and it stays open to everybody: the page can be edited,"
        " but not unpublished, deleted, moved, copied or made private."
    )

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

    sentence = _(
        "Whether this page is public, and where it stands, follows from its review at the desk. Here its words and"
        " pictures can be changed; it cannot be unpublished, deleted, moved, copied or made private."
    )

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


def why_not(user, page, question: str):
    """Why an editor may not do this to a page because of a process (`question`: a method of its permissions); or None.

    Permissions alone let Wagtail say only that there are none.
    """
    permissions = page.permissions_for_user(user)
    if isinstance(permissions, HoldingPermissions):
        return None if getattr(permissions, question)() else permissions.sentence
    return HoldingPermissions.sentence if _holds_process_pages(page) else None


def _holds_process_pages(page) -> bool:
    kinds = [model for model in apps.get_models() if issubclass(model, ProcessPage)]
    types = ContentType.objects.get_for_models(*kinds).values()
    return Page.objects.descendant_of(page).filter(content_type__in=types).exists()
