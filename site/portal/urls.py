"""Three doors: the public at /, everyone with work at /desk/, editors at /cms/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from activities.trade import urls as trade_urls
from catalog import urls as catalog_urls
from catalog.certification import urls as certification_urls
from catalog.notices import urls as notices_urls
from catalog.supervision import urls as supervision_urls
from catalog.suppliers import urls as suppliers_urls
from content.views import outline, pages
from core import proof
from home import site_map
from portal import views
from portal.styleguide import styleguide

portal = (
    [
        path("elder/", views.elder, name="elder"),
        path("healthz", views.health, name="health"),
        path("proof/<slug:purpose>/", proof.hand_out, name="proof"),
    ],
    "portal",
)

urlpatterns = [
    path("", include(portal)),
    path("robots.txt", outline.robots, name="robots"),
    path("sitemap.xml", outline.sitemap, name="sitemap"),
    path("sitemap-<slug:key>-<int:number>.xml", outline.sitemap_part, name="sitemap_part"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:filename>", views.document),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("accounts.signin_urls")),
    path("regions/", include("regions.urls")),
    path("desk/accounts/", include("accounts.urls")),
    path("desk/reports/", include("activities.urls")),
    path("", include(catalog_urls.codes_of_products)),
    path("desk/products/", include(catalog_urls.desk_pages)),
    path("desk/directory/import/", include("catalog.importing.urls")),
    path("desk/supplier/", include(suppliers_urls.desk_pages)),
    path("desk/certification/", include(certification_urls.desk_pages)),
    path("desk/notices/", include(notices_urls.desk_pages)),
    path("desk/supervision/", include(supervision_urls.desk_pages)),
    path("desk/trade/", include(trade_urls.desk_pages)),
    path("desk/filings/", include("home.indicators.urls")),
    path("desk/", include("review.urls")),
]

if settings.DEBUG or settings.DEMO:
    # In production a web server or object storage in front serves the media library.
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("media/<path:path>", views.media),
    ]

urlpatterns += i18n_patterns(
    path("search/", include("home.urls")),
    path("sitemap/", site_map.show, name="site_map"),
    path("", include(catalog_urls.public_pages)),
    path("suppliers/", include(suppliers_urls.public_pages)),
    path("certificates/", include(certification_urls.public_pages)),
    path("objections/", include(notices_urls.public_pages)),
    path("supervision/", include(supervision_urls.public_pages)),
    path("trade/", include(trade_urls.public_pages)),
    # Wagtail's own, but for the last, which serves pages.
    path("", include(wagtail_urls.urlpatterns[:-1])),
    re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
    prefix_default_language=False,
)

handler400 = "portal.views.bad_request"
handler500 = "portal.views.server_error"
