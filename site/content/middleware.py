"""Between an editor and what a process forbids: the sentence that says why."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from wagtail.models import Page

from content.process_pages import why_not

# Wagtail's view → what it asks of the page's permissions.
ASKED = {
    "wagtailadmin_pages:unpublish": "can_unpublish",
    "wagtailadmin_pages:delete": "can_delete",
    "wagtailadmin_pages:move": "can_move",
    "wagtailadmin_pages:move_confirm": "can_move",
    "wagtailadmin_pages:copy": "can_copy",
    "wagtailadmin_pages:set_privacy": "can_set_view_restrictions",
}


class ProcessPagesMiddleware:
    """Answers, before Wagtail does, what the CMS may never do with pages that a process holds."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        question = ASKED.get(request.resolver_match.view_name)
        if question is None or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        page = Page.objects.filter(pk=next(iter(kwargs.values()), None)).first()
        sentence = page and why_not(request.user, page.specific_deferred, question)
        if not sentence:
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # Wagtail's own windows show what they are given only when it comes with success.
            words = render_to_string("content/cms/refused.html", {"sentence": sentence}, request)
            return JsonResponse({"html": words})
        messages.error(request, sentence)
        if page.is_root():
            return redirect("wagtailadmin_explore_root")
        return redirect("wagtailadmin_explore", page.get_parent().pk)
