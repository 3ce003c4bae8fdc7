"""Every kind of page the site has, public, desk and editors': where one of each is, and who may open it."""

from dataclasses import dataclass

CLERK, OFFICE, TOP = ("reporter", "433124"), ("administrator", "433100"), ("administrator", "430000")
SHOWN = ("administrator", "433124")
EDITOR, LATE = ("editor", "430000"), ("administrator", "431300")


@dataclass(frozen=True)
class PageKind:
    """A kind of page: `sql` gives the id or slug that `path` wants; without it the path is whole."""

    name: str
    path: str
    who: tuple | None = None
    sql: str = ""

    def address(self, site) -> str:
        """Where one of this kind is on the running site."""
        return self.path.format(site.value(self.sql)) if self.sql else self.path


_REPORT = (
    "SELECT slug FROM wagtailcore_page p JOIN activities_activitypage a ON a.page_ptr_id = p.id"
    " WHERE a.is_counted AND EXISTS (SELECT 1 FROM activities_activityattachment f WHERE f.page_id = p.id) LIMIT 1"
)
_TASK = (
    "SELECT t.id FROM review_reviewtask t WHERE t.state = '{}' AND t.kind = 'step' AND t.region_id = '{}'"
    " AND t.organization_id IS NULL AND t.process = 'activity' ORDER BY t.round DESC, t.id DESC LIMIT 1"
)
_VERSION = (
    "SELECT v.id FROM activities_reportversion v JOIN organizations_organization o ON o.id = v.organization_id"
    " WHERE o.region_id = '433124' AND o.kind = 'assistance_office' ORDER BY v.state = '{}' DESC, v.id DESC LIMIT 1"
)
_REVIEW = (
    "SELECT r.id FROM review_review r JOIN review_reviewtask t ON t.review_id = r.id"
    " WHERE r.status = 'approved' AND t.region_id = '433100' AND r.process = 'activity' ORDER BY r.round DESC LIMIT 1"
)
_ARTICLE = (
    "SELECT slug FROM wagtailcore_page p JOIN home_articlepage a ON a.page_ptr_id = p.id"
    " WHERE a.kind = '{}' LIMIT 1"
)
_FILING = "SELECT id FROM indicators_filing WHERE state = 'draft' AND region_id = '431300'"
_PERIOD = "SELECT id FROM indicators_period LIMIT 1"
_ACCOUNT = (
    "SELECT u.id FROM accounts_user u JOIN organizations_organization o ON o.id = u.organization_id"
    " WHERE u.role = 'reporter' AND u.is_active AND o.region_id = '433100' AND o.kind = 'assistance_office' LIMIT 1"
)
_ORGANIZATION = (
    "SELECT id FROM organizations_organization WHERE region_id = '433124' AND kind = 'assistance_office'"
)
_COMPLAINT = (
    "SELECT id FROM supervision_complaint WHERE state = '{}' AND about_kind = 'product' ORDER BY id LIMIT 1"
)
_INSPECTION = "SELECT id FROM supervision_inspection WHERE state = '{}' ORDER BY id DESC LIMIT 1"
_ENTRY = "SELECT id FROM supervision_blacklisting WHERE state = '{}' LIMIT 1"

PUBLIC = (
    PageKind("home", "/"),
    PageKind("products", "/products/"),
    PageKind("products-of-a-province", "/products/?region=430000"),
    PageKind("no-products", "/products/?year=1999"),
    PageKind("supervision", "/supervision/"),
    PageKind("complaint-form", "/supervision/complaints/new/"),
    PageKind("complaint-status", "/supervision/complaints/status/"),
    PageKind("complaint-results", "/supervision/complaints/"),
    PageKind("blacklist", "/supervision/blacklist/"),
    PageKind("blacklist-in-english", "/en/supervision/blacklist/"),
    PageKind(
        "supplier-barred",
        "/products/suppliers/{}/",
        sql="SELECT organization_id FROM supervision_blacklisting WHERE state = 'in_force' LIMIT 1",
    ),
    PageKind("activities", "/activities/"),
    PageKind("activities-of-a-city", "/activities/?region=433100"),
    PageKind("activity", "/activities/{}/", sql=_REPORT),
    PageKind("campaigns", "/campaigns/"),
    PageKind("campaign", "/campaigns/2020-month/"),
    PageKind("campaign-reports", "/campaigns/2020-month/reports/?measure=sales_amount"),
    PageKind("campaign-form", "/campaigns/2020-month/statistics/"),
    PageKind("campaign-form-print", "/campaigns/2020-month/statistics/print/"),
    PageKind("statistics", "/statistics/"),
    PageKind("news", "/news/"),
    PageKind("article", "/news/{}/", sql=_ARTICLE.format("news")),
    PageKind("document", "/news/2020-month-plan/"),
    PageKind("guides", "/guides/"),
    PageKind(
        "guide",
        "/guides/{}/",
        sql="SELECT slug FROM wagtailcore_page p JOIN home_guidepage g ON g.page_ptr_id = p.id ORDER BY g.process DESC",
    ),
    PageKind("plain", "/about/"),
    PageKind("site-map", "/sitemap/"),
    PageKind("home-in-english", "/en/"),
    PageKind("news-in-english", "/en/news/"),
    PageKind("sign-in", "/account/login/"),
    PageKind("register", "/account/signup/"),
    PageKind("not-found", "/nowhere/"),
)

DESK = (
    PageKind("inbox", "/desk/", OFFICE),
    PageKind("task", "/desk/tasks/{}/", OFFICE, _TASK.format("open", "433100")),
    PageKind("task-decided", "/desk/tasks/{}/", OFFICE, _TASK.format("done", "433100")),
    PageKind("review", "/desk/reviews/{}/", OFFICE, _REVIEW),
    PageKind("bulk", "/desk/bulk/", OFFICE),
    PageKind("reports", "/desk/reports/", CLERK),
    PageKind("report-new", "/desk/reports/new/", CLERK),
    PageKind("report-edit", "/desk/reports/{}/edit/", CLERK, _VERSION.format("returned")),
    PageKind("report-detail", "/desk/reports/{}/", CLERK, _VERSION.format("approved")),
    PageKind("filings", "/desk/filings/", OFFICE),
    PageKind("filing-edit", "/desk/filings/{}/edit/", LATE, _FILING),
    PageKind("filing-print", "/desk/filings/{}/print/", LATE, _FILING),
    PageKind("filings-of-the-period", "/desk/filings/period/{}/", TOP, _PERIOD),
    PageKind("complaints", "/desk/supervision/", OFFICE),
    PageKind("complaint", "/desk/supervision/complaints/{}/", TOP, _COMPLAINT.format("investigating")),
    PageKind("complaint-answered", "/desk/supervision/complaints/{}/", TOP, _COMPLAINT.format("answered")),
    PageKind("inspections", "/desk/supervision/inspections/", OFFICE),
    PageKind("inspection-new", "/desk/supervision/inspections/new/", OFFICE),
    PageKind("inspection", "/desk/supervision/inspections/{}/", TOP, _INSPECTION.format("done")),
    PageKind("inspection-planned", "/desk/supervision/inspections/{}/", SHOWN, _INSPECTION.format("planned")),
    PageKind("blacklist-desk", "/desk/supervision/blacklist/", TOP),
    PageKind("blacklist-proposed", "/desk/supervision/blacklist/{}/", TOP, _ENTRY.format("proposed")),
    PageKind("blacklist-in-force", "/desk/supervision/blacklist/{}/", TOP, _ENTRY.format("in_force")),
    PageKind("mine", "/desk/accounts/", OFFICE),
    PageKind("organization", "/desk/accounts/organization/", OFFICE),
    PageKind("organizations", "/desk/accounts/organizations/", OFFICE),
    PageKind("organization-below", "/desk/accounts/organizations/{}/", OFFICE, _ORGANIZATION),
    PageKind("account-open", "/desk/accounts/open/", OFFICE),
    PageKind("account-suspend", "/desk/accounts/{}/suspend/", OFFICE, _ACCOUNT),
    PageKind("account-hand-over", "/desk/accounts/{}/hand-over/", OFFICE, _ACCOUNT),
    PageKind("history", "/desk/accounts/history/", OFFICE),
)

EDITORS = (
    PageKind("cms", "/cms/", EDITOR),
    PageKind(
        "cms-campaign",
        "/cms/pages/{}/edit/",
        EDITOR,
        "SELECT page_ptr_id FROM campaigns_campaignpage LIMIT 1",
    ),
)
