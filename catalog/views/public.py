"""Public pages beside the product's own: is this mark true, who supplies it, and the label to print."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalog import queries
from catalog.models import ProductPage
from catalog.queries.suppliers import PER_PAGE
from catalog.queries.verifying import LONGEST, plain
from catalog.states import SHOWN
from catalog.views import head

# What one sheet of A4 carries.
COPIES = (1, 10)


@require_safe
def ask(request):
    """The form; what was asked goes to its own address, so that an answer can be passed on."""
    asked = request.GET.get("number", "")
    number = plain(asked[: LONGEST + 1])
    if number.strip("./") and len(asked) <= LONGEST:
        return redirect("catalog:verify", number)
    context = {"asked": asked[:LONGEST], "is_wrong": bool(asked.strip()), "page": head.of_verify()}
    return render(request, "catalog/verify.html", context)


@require_safe
def verify(request, number):
    """The answer to one number, code or scanned address: always a page, also when nothing is known (200).

    404 only for what is longer than any number or address could be.
    """
    if len(number) > LONGEST:
        raise Http404
    found = queries.verify(number)
    context = {"found": found, "asked": number, "product": found.product, "page": head.of_verify()}
    return render(request, "catalog/verify.html", context)


@require_safe
def supplier(request, pk):
    """Who supplies, where, its standing, and its products: listed ones first, then those that left."""
    found = queries.public_supplier(pk)
    if found is None:
        raise Http404
    number = request.GET.get("page", "1")
    products = Paginator(queries.products_of(found), PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number[:6]) <= products.num_pages:
        raise Http404
    page = head.of_supplier(found)
    context = {
        "supplier": found,
        "standing": queries.standing_of(found),
        "counts": queries.counts_of(found),
        "page_obj": products.page(int(number)),
        "page": page,
        "path": page.steps_above[1:],
        "list_url": page.steps_above[0]["url"],
    }
    return render(request, "catalog/supplier.html", context)


@require_safe
def label(request, code):
    """Labels to print: one, or a sheet of them."""
    products = ProductPage.objects.filter(standing__in=SHOWN).select_related("supplier", "region")
    product = get_object_or_404(products, code=code)
    copies = request.GET.get("copies", str(COPIES[0]))
    if copies not in {str(number) for number in COPIES}:
        raise Http404
    context = {
        "product": product,
        "validity": queries.validity(product),
        "copies": range(int(copies)),
        "choices": COPIES,
        "chosen": int(copies),
        "page": head.of_labels(product),
    }
    return render(request, "catalog/label.html", context)
