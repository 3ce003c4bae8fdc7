"""Papers as PDF, from the same page that a browser prints; asks no other host for anything."""

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from PIL import ImageFile

from core.errors import Conflict

STYLES = "css/documents.css"


def pdf_response(template: str, context: dict, name: str) -> HttpResponse:
    """The page as a PDF to save. Raises Conflict with a sentence where the machine lacks what draws it."""
    html = render_to_string(template, {**context, "is_pdf": True})
    response = HttpResponse(_drawn(html), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _drawn(html) -> bytes:
    try:
        # Loads Debian's libpango; the page for printing needs none of it.
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        raise Conflict(_("This machine cannot make PDF files: print the page instead.")) from None
    # WeasyPrint lets Pillow take broken pictures everywhere; what people upload must stay refused.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    styles = [CSS(filename=finders.find(STYLES))]
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(stylesheets=styles)
