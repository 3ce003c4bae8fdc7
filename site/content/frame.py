"""What stands around every public page: the site asked for, its front page, sections and settings.

Seven queries that only a public commit changes: read once per process and version (core.kept), not once per request.
"""

import copy
from functools import cached_property

from wagtail.models import Page, Site

from content import wording
from content.models import SiteSettings
from core import kept

# From one child to the next along the path index; what lies below a child ends before its path with ZZZZ.
_CHILDREN = """\
WITH RECURSIVE child(path) AS (
    SELECT min(path) FROM wagtailcore_page WHERE path BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT (SELECT min(path) FROM wagtailcore_page WHERE path > child.path || 'ZZZZ' AND path <= %(last)s)
    FROM child WHERE child.path IS NOT NULL
)
SELECT page.* FROM child JOIN wagtailcore_page page ON page.path = child.path ORDER BY page.path
"""


class Frame:
    """One site as one version of what is public has it. Shared: nothing of it is changed."""

    def __init__(self, site):
        self.site = site
        self._specific: dict[int, Page] = {}
        self._made: dict = {}
        # The front page as itself, so that Wagtail finds it without asking.
        site.root_page = site.root_page.specific

    @cached_property
    def settings(self) -> SiteSettings:
        """The settings; the process speaks as they say from here on."""
        found = SiteSettings.for_site(self.site)
        wording.heard(found.wording)
        return found

    @cached_property
    def root_paths(self) -> list:
        """Where sites begin, from which Wagtail makes addresses."""
        return Site.get_site_root_paths()

    @cached_property
    def sections(self) -> list[Page]:
        """The front page's children, hidden ones too.

        Asking the tree for children reads every page below them, and below one of them lie all reports.
        """
        first, last = Page._get_children_path_interval(self.site.root_page.path)
        return list(Page.objects.raw(_CHILDREN, {"first": first, "last": last}))

    def section(self, slug: str) -> Page | None:
        """The child of this slug as a page of its own kind: a copy, the caller's own."""
        row = next((page for page in self.sections if page.slug == slug), None)
        if row is None:
            return None
        if row.pk not in self._specific:
            self._specific[row.pk] = row.specific
        found = copy.copy(self._specific[row.pk])
        found._cached_parent_obj = self.site.root_page
        found._wagtail_cached_site_root_paths = self.root_paths
        return found

    def once(self, key, make):
        """What `make()` returns, made once for this frame."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def of(request) -> Frame | None:
    """The frame of the site asked for; None where there is no site. One look at the version per request."""
    if not hasattr(request, "frame_of_site"):
        where = request._get_raw_host(), request.get_port()
        request.frame_of_site = kept.get(("frame", where), lambda: _frame(request))
    return request.frame_of_site


def _frame(request) -> Frame | None:
    site = Site._find_for_request(request)
    return Frame(site) if site else None
