"""The square code of a product: what it says when scanned is the address that answers whether its mark is true."""

import io

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.models import ProductPage
from catalog.states import SHOWN
from content.addresses import absolute

# Printed small and scanned from a sack: level M still reads with an eighth of it gone.
LEVEL = "m"
KEPT_SECONDS = 24 * 60 * 60
# Dots per module: 330 pixels for an address of 40 letters.
SCALE = 10


def address_of(request, code: str) -> str:
    """The whole address a product's code stands for, in the default language."""
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(request, reverse("catalog:verify", args=[code]))


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def svg(request, code):
    """As a drawing, for pages and print at any size."""
    form = {"xmldecl": False, "svgclass": None, "lineclass": None, "omitsize": True}
    return _drawn(request, code, "image/svg+xml", kind="svg", **form)


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def png(request, code):
    """As a picture, for those who set labels elsewhere."""
    response = _drawn(request, code, "image/png", kind="png", scale=SCALE)
    response["Content-Disposition"] = f'inline; filename="{code}.png"'
    return response


def _drawn(request, code, content_type, **form):
    if not ProductPage.objects.filter(code=code, standing__in=SHOWN).exists():
        raise Http404
    out = io.BytesIO()
    segno.make(address_of(request, code), error=LEVEL, micro=False).save(out, border=2, **form)
    return HttpResponse(out.getvalue(), content_type=content_type)
