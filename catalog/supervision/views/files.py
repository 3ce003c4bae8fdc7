"""Private files of complaints and inspections, for those who may see them."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from catalog.supervision import rules
from catalog.supervision.models import ComplaintFile, InspectionFile
from core import private


@desk_view
@require_GET
def complaint_file(request, pk):
    """What a complainant sent."""
    row = get_object_or_404(ComplaintFile.objects.select_related("complaint__region", "file"), pk=pk)
    rules.can_see(request.user, row.complaint).require()
    return _serve(request, row)


@desk_view
@require_GET
def inspection_file(request, pk):
    """Evidence of an inspection."""
    row = get_object_or_404(InspectionFile.objects.select_related("inspection__region", "file"), pk=pk)
    rules.can_see_inspection(request.user, row.inspection).require()
    return _serve(request, row)


def _serve(request, row):
    ending = row.file.file.name.rsplit(".", 1)[-1]
    name = row.title if row.title.lower().endswith(f".{ending}") else f"{row.title}.{ending}"
    return private.serve(row.file, name, as_attachment="download" in request.GET)
