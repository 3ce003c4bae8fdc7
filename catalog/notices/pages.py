"""The list of notices, and what the CMS may do with them: read."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content.models import PublicPage
from content.process_pages import HoldingPermissions, ProjectionPermissions


class NoticePermissions(ProjectionPermissions):
    """Not even words may be polished after opening."""

    sentence = _(
        "A notice stays as it was opened: it cannot be edited, unpublished, deleted, moved, copied or made private."
        " A correction is a new notice, issued by the office at the desk."
    )

    def can_edit(self):
        return False

    def can_publish(self):
        return False


class NoticeIndexPage(RoutablePageMixin, PublicPage):
    """Publicity notices, newest first: open and closed, by region and year; their Atom feed."""

    english_name = "Publicity notices"
    template = "notices/notice_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["notices.NoticePage"]
    max_count = 1

    class Meta:
        verbose_name = _("notice index")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)

    @path("")
    def notices(self, request):
        """A page of the list; the address is its whole state. 404 for what the address cannot mean."""
        from catalog.notices.views.public import notice_list

        return self.render(request, context_overrides=notice_list(request))

    @path("feed/", name="feed")
    def feed(self, request):
        """The newest notices as Atom, under the same filters."""
        from catalog.notices.views.public import notice_feed

        return notice_feed(request, self)
