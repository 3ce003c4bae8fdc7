"""Between a browser whose sign-in has ended and the desk."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import held

DESK = "/desk/"


class HoldTypingMiddleware:
    """Keeps what was typed when a form of the desk is sent after the sign-in ended, and leads to the sign-in.

    It acts as a view middleware, so that a forged form has been refused (CSRF) before anything is kept.
    A script that asks for JSON is told 401 instead: the page still has its text.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(DESK) and request.user.is_authenticated:
            held.remember_account(request, response, path=DESK)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not request.path.startswith(DESK) or request.user.is_authenticated:
            return None
        if "application/json" in request.headers.get("Accept", ""):
            sentence = _("Your sign-in has ended. Sign in again in another window; your text is still here.")
            return JsonResponse({"error": sentence, "sign_in": resolve_url("account_login")}, status=401)
        page = self._form_page(request)
        if held.keep(request, shown_at=page):
            words = _("Your sign-in had ended. What you typed is kept: sign in and go on.")
        else:
            words = _("You are not signed in: sign in, then send the form again.")
        messages.warning(request, words)
        return redirect_to_login(page)

    @staticmethod
    def _form_page(request) -> str:
        """Where the form stands: the page it was sent from if that is a page of the desk, else where it was sent to."""
        referer = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(referer, {request.get_host()}):
            parts = urlsplit(referer)
            if parts.path.startswith(DESK):
                return parts.path + (f"?{parts.query}" if parts.query else "")
        return request.path
