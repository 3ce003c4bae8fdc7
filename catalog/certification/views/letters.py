"""Proof letters E01 and E02 and the county's recommendation, printed from the data with places for both seals."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from catalog.certification import printing
from catalog.certification.models import Application
from catalog.facts import Participation
from regions.queries import county_class_on

LETTERS = {"enterprise": "企业扶贫属性证明函", "product": "商品扶贫属性证明函", "county": "推荐函"}


@desk_view
@require_GET
def letter_page(request, pk, kind):
    """A letter to print, or as PDF with `?pdf=1`; who may see the application may print it."""
    if kind not in LETTERS:
        raise Http404
    application = get_object_or_404(
        Application.objects.visible_to(request.user).select_related("organization__region", "region"), pk=pk
    )
    rows = list(application.products.select_related("region", "category"))
    county = next((one for one in application.region.ancestors() if one.level == 3), application.region)
    found = county_class_on(county)
    links = [
        label for value, label in Participation.choices if any(value in row.participation for row in rows)
    ]
    context = {
        "kind": kind,
        "title": LETTERS[kind],
        "application": application,
        "rows": rows,
        "county": county,
        "county_class": found.get_kind_display() if found else "",
        "links": links,
    }
    template = "certification/paper/letter.html"
    if request.GET.get("pdf"):
        return printing.pdf_response(template, context, f"letter-{kind}-{application.pk}")
    return render(request, template, context)
