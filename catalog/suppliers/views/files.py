"""Files of suppliers: only for those who may see them; each look at personal data is written down."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from catalog.suppliers import rules
from catalog.suppliers.models import BaseAuthorization, Qualification, SupplyAgreement
from core import private
from core.records import record


def _send(request, file, name):
    if file is None:
        raise Http404
    ending = file.file.name.rsplit(".", 1)[-1]
    return private.serve(file, f"{name}.{ending}", as_attachment="download" in request.GET)


@desk_view
@require_GET
def paper(request, pk, side="front"):
    """One side of a paper; a look at a sensitive one leaves a record of who looked."""
    row = get_object_or_404(
        Qualification.objects.select_related("organization__region", "file", "back"), pk=pk
    )
    rules.can_see(request.user, row.organization).require()
    file = row.back if side == "back" else row.file
    if file is not None and row.is_sensitive:
        record("supplier.view_file", row, by=request.user, region=row.organization.region_id, side=side)
    return _send(request, file, row.get_kind_display())


@desk_view
@require_GET
def agreement(request, pk):
    """The file of a supply agreement."""
    row = get_object_or_404(SupplyAgreement.objects.select_related("supplier__region", "file"), pk=pk)
    rules.can_see(request.user, row.supplier).require()
    return _send(request, row.file, row.goods)


@desk_view
@require_GET
def proof(request, pk):
    """The proof of an authorization: also for the base that is asked."""
    row = get_object_or_404(BaseAuthorization.objects.select_related("supplier__region", "proof"), pk=pk)
    if request.user.organization_id != row.base_id:
        rules.can_see(request.user, row.supplier).require()
    return _send(request, row.proof, row.goods)
