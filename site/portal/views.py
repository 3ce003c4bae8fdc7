"""What belongs to no app: elder mode, health, the edges of errors."""

from contextlib import suppress

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.static import serve
from wagtail.documents.views.serve import serve as serve_document

from content.serving import A_MONTH, harden

ELDER_COOKIE = "elder"
# Fields of forms that no model has.
_OTHER_LABELS = {
    "login": gettext_lazy("mobile number"),
    "q": gettext_lazy("Search"),
    "words": gettext_lazy("words"),
}


@never_cache
def elder(request):
    """Elder mode on (`on=1`) or off (`on=0`), then back to where the reader was; remembered for a year."""
    back = request.GET.get("next") or request.headers.get("Referer") or "/"
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    if request.GET.get("on") != "1":
        response.delete_cookie(ELDER_COOKIE)
    else:
        response.set_cookie(
            ELDER_COOKIE, "1", max_age=31_536_000, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


@never_cache
def health(request):
    """Answers when the site can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def document(request, document_id, filename):
    """A public document, by Wagtail's rules; kept from ever acting as a page of this site."""
    response = serve_document(request, document_id, filename)
    return harden(response, filename) if response.status_code == 200 else response


def media(request, path):
    """A file of the media library, where no web server in front does this. Names are never used twice."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = f"public, max-age={A_MONTH}"
    return harden(response, path) if response.status_code == 200 else response


def csrf_failure(request, reason=""):
    """A stale form: says so and shows what was typed, so that nothing is lost."""
    hidden = {"csrfmiddlewaretoken", "password", "code"}
    typed = [
        (_label_of(name), value)
        for name, value in request.POST.items()
        if name not in hidden and len(value) > 3
    ]
    return render(request, "403_csrf.html", {"reason": reason, "typed": typed}, status=403)


def _label_of(name: str) -> str:
    """What a person calls a field of any form of ours, never its name in the code."""
    if name in _OTHER_LABELS:
        return _OTHER_LABELS[name]
    for model in apps.get_models():
        with suppress(FieldDoesNotExist):
            return capfirst(model._meta.get_field(name).verbose_name)
    return _("text")


def favicon(request):
    """What browsers ask for unasked."""
    return redirect(static("img/favicon.ico"), permanent=True)


def bad_request(request, exception=None):
    """A request that cannot be understood. Asks the database nothing: the request itself may be what is wrong."""
    return _bare(request, "400.html", 400)


def server_error(request):
    """Something broke, perhaps the database: the page asks nothing of it."""
    return _bare(request, "500.html", 500)


def _bare(request, name, status):
    english = request.path.startswith("/en/")
    with translation.override("en" if english else "zh-hans"):
        elder = "1" if request.COOKIES.get(ELDER_COOKIE) == "1" else "0"
        return HttpResponse(
            render_to_string(name, {"english": english, "elder": elder, "here": request.path}), status=status
        )
