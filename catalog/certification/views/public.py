"""The certificate as a public page and as PDF, its sealed code, and the key that checks it offline."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from catalog.certification import printing, sealing
from catalog.certification.models import Certificate
from catalog.certification.states import CertificateState
from catalog.queries import validity
from core import seals

PAPER = "certification/paper/certificate.html"
# Longer than any line that is sealed.
LONGEST = 500


def _certificate(number) -> Certificate:
    found = Certificate.objects.select_related(
        "product__supplier", "product__region", "product__category", "directory", "issued_by"
    )
    return get_object_or_404(found, number=number)


def _context(request, certificate) -> dict:
    return {
        "certificate": certificate,
        "product": certificate.product,
        "is_standing": certificate.state == CertificateState.VALID,
        "validity": validity(certificate.product),
        "qr": sealing.drawn(sealing.address_of(request, certificate)),
    }


@require_safe
def certificate(request, number):
    """The certificate, to read and to print; one that was replaced or withdrawn says so."""
    return render(request, PAPER, _context(request, _certificate(number)))


@require_safe
def certificate_pdf(request, number):
    """The same as PDF."""
    found = _certificate(number)
    return printing.pdf_response(PAPER, _context(request, found), found.number)


@require_safe
def sealed(request, number):
    """What a scanned code stands for: whether its line bears this site's seal, and what is true of it today."""
    line, seal = request.GET.get("d", "")[:LONGEST], request.GET.get("s", "")[:LONGEST]
    found = Certificate.objects.select_related("product__supplier", "directory").filter(number=number).first()
    context = {
        "number": number,
        "parts": line.split("|") if line else [],
        "is_sealed": seals.is_sealed(line, seal) and line.partition("|")[0] == number,
        "certificate": found,
        "validity": validity(found.product) if found else None,
    }
    return render(request, "certification/sealed.html", context)


@require_safe
def key(request):
    """The public key, as PEM."""
    return HttpResponse(seals.public_key(), content_type="text/plain")
