"""The map of the site for people: every section and what editors put into it."""

from django.shortcuts import render
from wagtail.models import Page, Site

from content.process_pages import ProcessPage
from home.queries import pages_on_the_map

# A section of news may hold thousands: the newest stand here, its own list has the rest.
MOST = 12


def show(request):
    """Sections in the order of the menu, each with the pages below it that no process publishes."""
    home = Site.find_for_request(request).root_page
    sections = list(Page.objects.child_of(home).live().order_by("path").specific())
    entries = [{"page": section, "below": _below(section)} for section in sections]
    return render(request, "home/site_map.html", {"entries": entries})


def _below(section) -> list:
    if all(issubclass(model, ProcessPage) for model in section.allowed_subpage_models()):
        return []
    return list(pages_on_the_map().child_of(section).order_by("-first_published_at", "-pk")[:MOST])
