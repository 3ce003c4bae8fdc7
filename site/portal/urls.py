"""Three doors: the public at /, everyone with work at /desk/, editors at /cms/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import views
from portal.styleguide import styleguide

portal = (
    [
        path("elder/", views.elder, name="elder"),
        path("healthz", views.health, name="health"),
    ],
    "portal",
)

urlpatterns = [
    path("", include(portal)),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("accounts.signin_urls")),
    path("regions/", include("regions.urls")),
    path("desk/accounts/", include("accounts.urls")),
    path("desk/reports/", include("activities.urls")),
    path("desk/directory/import/", include("catalog.importing.urls")),
    path("desk/filings/", include("home.indicators.urls")),
    path("desk/", include("review.urls")),
]

if settings.DEBUG or settings.DEMO:
    # In production a web server or object storage in front serves the media library.
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    ]

urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)

handler400 = "portal.views.bad_request"
