"""Sub-pages: the feed of the news; the statistics form of any months, its downloads, the reports behind a number."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from content import feeds
from home.campaigns.queries import campaigns_with_forms
from home.indicators.views import public


class StatisticsRoutes(RoutablePageMixin):
    """The official form over any months and any region, beside those of the campaigns."""

    def asked(self, request):
        """The question of this request."""
        base = self.get_url(request)
        return public.ask_months(request, form_url=base, reports_url=f"{base}reports/")

    @path("")
    def statistics(self, request):
        """The form, and links to those of the campaigns."""
        self.campaigns_with_forms = campaigns_with_forms()
        return public.show_form(request, self, self.asked(request))

    @path("reports/")
    def reports(self, request):
        """The reports behind a number."""
        return public.show_reports(request, self, self.asked(request))

    @path("xlsx/")
    def statistics_xlsx(self, request):
        """The form as a workbook."""
        return public.download_xlsx(request, self.asked(request))

    @path("csv/")
    def statistics_csv(self, request):
        """The form as CSV."""
        return public.download_csv(request, self.asked(request))

    @path("print/")
    def statistics_print(self, request):
        """The form for paper."""
        return public.print_form(request, self, self.asked(request))


class ArticleRoutes(RoutablePageMixin):
    """The list of articles, and its feed."""

    @path("")
    def articles(self, request):
        """The list."""
        return self.render(request)

    @path("feed/", name="feed")
    def feed(self, request):
        """The newest articles as Atom."""
        from home.queries import newest_articles

        return feeds.atom(
            request,
            title=self.title,
            path=self.get_url(request),
            description=self.description or self.title,
            entries=[_entry(request, page) for page in newest_articles(self)],
        )


def _entry(request, page) -> dict:
    return {
        "title": page.title,
        "link": page.get_url(request),
        "description": page.description,
        "author_name": page.issuing_bodies or page.source,
        "pubdate": page.first_published_at,
        "updateddate": page.last_published_at,
        "categories": [page.get_kind_display()],
    }
