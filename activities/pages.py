"""The index page of activity reports (design 5)."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content.models import PublicPage
from content.process_pages import HoldingPermissions


class ActivityIndexPage(RoutablePageMixin, PublicPage):
    """The list of activity reports: filters by region, kind, month and tag; its Atom feed."""

    english_name = "Activities"
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
