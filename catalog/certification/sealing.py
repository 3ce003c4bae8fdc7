"""What a certificate's code says: the address that answers, and a sealed line that can be checked without asking."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from content.addresses import absolute
from core import seals


def line_of(certificate) -> str:
    """What is sealed: number, first and last day, product, unit; divided by `|`."""
    product = certificate.product
    parts = (
        certificate.number,
        certificate.valid_from.isoformat(),
        certificate.valid_until.isoformat(),
        product.title,
        product.supplier.name,
    )
    return "|".join(part.replace("|", " ") for part in parts)


def address_of(request, certificate) -> str:
    """The whole address in the code, with the line (`d`) and its seal (`s`)."""
    line = line_of(certificate)
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("certification:sealed", args=[certificate.number])
    return f"{absolute(request, path)}?{urlencode({'d': line, 's': seals.seal(line)})}"


def drawn(address: str) -> str:
    """The code as a picture inside the page."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2, omitsize=True)
