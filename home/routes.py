"""The sub-pages of the statistics page: the form of any months, its downloads, the reports behind a number."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

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
