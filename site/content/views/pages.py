"""Pages of the tree, served as Wagtail does."""

from wagtail import views

from content import frame


def serve(request, path):
    """Wagtail's own view, told what every page would make it ask: the site, its front page, its addresses."""
    if found := frame.of(request):
        request._wagtail_site = found.site
        request._wagtail_cached_site_root_paths = found.root_paths
    return views.serve(request, path)
