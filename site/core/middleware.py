"""Turns a `Refused` that reaches the edge into a page with its sentence."""

from django.http import JsonResponse
from django.shortcuts import render

from core.errors import Refused, TooMany


class RefusalMiddleware:
    """Answers refusals of verbs with their own status and sentence; everything else passes by."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"error": str(exception)}, status=exception.status)
        context = {"sentence": exception.sentence, "back_url": request.headers.get("Referer") or "/desk/"}
        template = "errors/too_many.html" if exception.status == TooMany.status else "errors/refused.html"
        return render(request, template, context, status=exception.status)
