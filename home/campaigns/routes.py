"""The sub-pages of a campaign: its reports and its form."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.indicators.views import public


class CampaignRoutes(RoutablePageMixin):
    """`reports/`, `statistics/` and the form's downloads, all over the campaign's period."""

    def asked(self, request):
        """The question of this request about this campaign."""
        base = self.get_url(request)
        return public.ask_period(
            request, self.period, form_url=f"{base}statistics/", reports_url=f"{base}reports/"
        )

    @path("")
    def overview(self, request):
        """The campaign itself, with its progress."""
        from home.campaigns.queries import overview

        return self.render(request, context_overrides=overview(self, request))

    @path("feed/", name="feed")
    def feed(self, request):
        """The newest counted reports of the campaign as Atom."""
        return public.report_feed(request, self, self.asked(request))

    @path("reports/")
    def reports(self, request):
        """The counted reports of the campaign, and those behind one number."""
        return public.show_reports(request, self, self.asked(request))

    @path("statistics/")
    def statistics(self, request):
        """The official form, computed."""
        return public.show_form(request, self, self.asked(request))

    @path("statistics/xlsx/")
    def statistics_xlsx(self, request):
        """The form as a workbook."""
        return public.download_xlsx(request, self.asked(request))

    @path("statistics/csv/")
    def statistics_csv(self, request):
        """The form as CSV."""
        return public.download_csv(request, self.asked(request))

    @path("statistics/print/")
    def statistics_print(self, request):
        """The form for paper."""
        return public.print_form(request, self, self.asked(request))
