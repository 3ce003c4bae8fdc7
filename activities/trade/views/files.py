"""Vouchers: sent with the form or by script; shown only to those who may see a record they serve, and written down."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from activities.trade import actions, queries, rules
from activities.trade.models import RecordVoucher, TradeRecord
from core import private
from core.records import record as write_record


def keep_vouchers(request, record) -> list[str]:
    """Keep each file that was sent; sentences for what was refused, with the file's name before each."""
    refused = []
    kind = request.POST.get("voucher_kind", "invoice")
    for upload in request.FILES.getlist("attachments"):
        number = request.POST.get("voucher_number", "")
        try:
            actions.attach_voucher(record, upload, by=request.user, kind=kind, number=number)
        except ValidationError as error:
            refused += [f"{upload.name[:60]}: {sentence}" for sentence in error.messages]
    return refused


def remove_chosen(request, record):
    """Take off what a “remove” button named."""
    chosen = request.POST.get("remove-attachment", "")
    link = record.vouchers.filter(pk=chosen).first() if chosen.isdecimal() else None
    if link:
        actions.detach_voucher(link, by=request.user)


@desk_view
@require_POST
def vouchers(request, pk):
    """Add or remove vouchers of a draft by script; by plain form back to the second step."""
    rows = TradeRecord.objects.filter(organization=request.user.organization_id)
    record = get_object_or_404(rows.select_related("organization__region"), pk=pk)
    rules.can_edit(request.user, record).require()
    remove_chosen(request, record)
    refused = keep_vouchers(request, record)
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect("trade_desk:edit", pk=pk)
    context = {"vouchers": queries.evidence(record), "record": record}
    html = render_to_string("trade/desk/papers.html", context, request)
    return JsonResponse({"html": html, "errors": refused}, status=422 if refused else 200)


@desk_view
@require_GET
def voucher(request, pk):
    """A voucher through one of the records it serves; who opened it is written down."""
    rows = RecordVoucher.objects.select_related(
        "record__organization", "voucher__file", "voucher__organization"
    )
    link = get_object_or_404(rows, pk=pk)
    rules.can_see_voucher(request.user, link).require()
    if link.record.organization_id != request.user.organization_id:
        write_record(
            "trade.voucher",
            link.voucher,
            by=request.user,
            region=link.record.region_id,
            record=link.record_id,
        )
    file = link.voucher.file
    ending = file.file.name.rsplit(".", 1)[-1]
    return private.serve(file, f"{file.sha256[:12]}.{ending}", as_attachment="download" in request.GET)
