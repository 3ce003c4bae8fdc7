"""Turns a refusal that reaches the edge into a page with its sentence."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core import triggers
from core.errors import Conflict, Refused, TooMany


class RefusalMiddleware:
    """Answers refusals of verbs with their own status and sentence, those of triggers with 409; the rest passes by."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if triggers.has_refused(exception):
            exception = Conflict(_("What has been reviewed and recorded stays as it is: this is refused."))
        if not isinstance(exception, Refused):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"error": str(exception)}, status=exception.status)
        context = {"sentence": exception.sentence, "back_url": request.headers.get("Referer") or "/desk/"}
        template = "errors/too_many.html" if exception.status == TooMany.status else "errors/refused.html"
        return render(request, template, context, status=exception.status)
