"""Spot inspections at the desk: plan, record, call off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.desk import desk_view
from catalog.models import ProductPage
from catalog.supervision import actions, forms, queries, rules
from catalog.supervision.models import Inspection
from catalog.supervision.states import InspectionState, Quality, Verdict
from catalog.supervision.views.doors import Verb, chosen, done, offered
from organizations.models import Kind, Organization

STATES = [("", gettext_lazy("all")), *InspectionState.choices, *Verdict.choices]


def _record(inspection, said, by):
    checks = {key: said[key] == "1" for key in Quality.values if said.get(key)}
    actions.record_inspection(
        inspection,
        by=by,
        verdict=said["verdict"],
        findings=said["findings"],
        done_on=said["done_on"],
        checks=checks,
        uploads=said["files"],
    )


def _withdraw(inspection, said, by):
    actions.open_withdrawal(inspection, inspection.product, said["reason"], said["words"], by=by)


PLANNED = (
    Verb(
        "record",
        gettext_lazy("Record what was found"),
        rules.can_record,
        forms.RecordForm,
        _record,
        "go",
        "clipboard-pen",
    ),
    Verb(
        "cancel",
        gettext_lazy("Call it off"),
        rules.can_cancel,
        None,
        lambda inspection, said, by: actions.cancel_inspection(inspection, by=by),
        "warn",
        "ban",
    ),
)
DONE = (
    Verb(
        "withdraw",
        gettext_lazy("Open the withdrawal of the product"),
        lambda by, inspection: rules.can_withdraw_product(by, inspection, inspection.product),
        forms.WithdrawForm,
        _withdraw,
        "warn",
        "trash-2",
    ),
)
VERBS = {InspectionState.PLANNED: PLANNED, InspectionState.DONE: DONE}


@desk_view
@require_GET
def inspection_list(request):
    """Inspections of one's territory."""
    if not rules.sees_supervision(request.user):
        raise Http404
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = queries.inspections_of(request.user, state=state, q=q)
    context = {
        "page_obj": Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("page")),
        "states": STATES,
        "state": state,
        "q": q,
        "is_filtered": bool(state or q),
    }
    return render(request, "supervision/desk/inspections.html", context)


@desk_view
@require_http_methods(["GET", "POST"])
def inspection(request, pk):
    """One inspection: record it, call it off, or let the product leave because of it."""
    rows = Inspection.objects.select_related("product__region", "supplier", "region", "organization")
    row = get_object_or_404(rows, pk=pk)
    rules.can_see_inspection(request.user, row).require()
    verbs = VERBS.get(row.state, ())
    verb, form = chosen(request, verbs)
    if verb is not None and done(verb, form, row, request.user):
        messages.success(request, _("Done."))
        return redirect("supervision_desk:inspection", pk=pk)
    context = {
        "inspection": row,
        "tone": queries.TONES[row.verdict or row.state],
        "checks": queries.checks_of(row) if row.state == InspectionState.DONE else [],
        "files": row.files.select_related("file"),
        "doors": offered(verbs, row, request.user, verb, form),
    }
    return render(request, "supervision/desk/inspection.html", context, status=422 if form else 200)


@desk_view
@require_http_methods(["GET", "POST"])
def new_inspection(request):
    """Plan one, of a product (`?product=`, its code or key) or a supplier (`?supplier=`, its name or key)."""
    if not rules.sees_supervision(request.user):
        raise Http404
    product, supplier = _product(request), _supplier(request)
    if product is None and supplier is None:
        return render(request, "supervision/desk/choose_inspected.html", {"asked": bool(request.GET)})
    about = product or supplier
    rules.can_plan(request.user, product.supplier if product else supplier, about.region).require()
    form = forms.PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_inspection(
                by=request.user, product=product, supplier=supplier, **form.cleaned_data
            )
            messages.success(request, _("Planned."))
            return redirect("supervision_desk:inspection", pk=made.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "product": product, "supplier": supplier}
    return render(
        request, "supervision/desk/new_inspection.html", context, status=422 if form.errors else 200
    )


def _product(request) -> ProductPage | None:
    asked = request.GET.get("product", "").strip()[:60]
    if not asked:
        return None
    rows = ProductPage.objects.select_related("region", "supplier")
    found = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 12 else None
    return found or rows.filter(code=asked.lower()).first() or rows.filter(certificate_number=asked).first()


def _supplier(request) -> Organization | None:
    asked = request.GET.get("supplier", "").strip()[:120]
    if not asked:
        return None
    rows = Organization.objects.active().filter(kind__in=[Kind.SUPPLIER, Kind.ENTERPRISE])
    rows = rows.select_related("region")
    found = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 12 else None
    return found or rows.filter(name=asked).first() or (rows.filter(uscc=asked.upper()).first())
