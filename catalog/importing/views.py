"""The province's pages for moving a directory in: send a file, see what would happen, confirm, watch."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.desk import desk_view
from catalog.importing import actions, exports, rules, work
from catalog.importing.columns import COLUMNS
from catalog.importing.forms import UploadForm
from catalog.importing.models import ImportBatch
from catalog.importing.states import Stage
from core import sheets
from core.jobs import run_again

SHOWN_FILES = 20
SHOWN_ERRORS = 30


@desk_view
@require_http_methods(["GET", "POST"])
def files(request):
    """Earlier files, and the form for the next one."""
    rules.can_move_in(request.user).require()
    form, status = UploadForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                batch = work.take_file(
                    form.cleaned_data["file"], by=request.user, may_update=form.cleaned_data["may_update"]
                )
                return redirect("importing:batch", pk=batch.pk)
            except ValidationError as error:
                form.add_error("file", error)
        status = 422
    context = {
        "form": form,
        "columns": COLUMNS,
        "batches": ImportBatch.objects.select_related("job")[:SHOWN_FILES],
    }
    return render(request, "catalog/importing/files.html", context, status=status)


@desk_view
@require_http_methods(["GET", "POST"])
def batch(request, pk):
    """What was found in a file and how far it is. POST: move it in, give it up, or start failed work again."""
    rules.can_move_in(request.user).require()
    found = get_object_or_404(ImportBatch.objects.select_related("job"), pk=pk)
    if request.method == "POST":
        _do(found, request.POST.get("do", ""), request.user)
        return redirect("importing:batch", pk=pk)
    report = found.report
    context = {
        "batch": found,
        "job": found.job,
        "is_running": found.job is not None and not found.job.is_over,
        "report": report,
        "lines": exports.summary_of(report),
        "errors": [
            (exports.place_of(*error[:3]), error[3], error[4])
            for error in report.get("errors", [])[:SHOWN_ERRORS]
        ],
        "notes": [
            (exports.place_of(row, "", ""), words) for row, words in report.get("notes", [])[:SHOWN_ERRORS]
        ],
        "is_ready": found.stage == Stage.CHECKED,
        "is_done": found.stage in {Stage.SHOWN, Stage.DONE},
    }
    return render(request, "catalog/importing/batch.html", context)


def _do(found, what, by):
    if what == "move":
        work.confirm(found, by=by)
    elif what == "abandon":
        actions.give_up(found, by=by)
    elif what == "again" and found.job:
        run_again(found.job, by=by)


@desk_view
@require_GET
def errors(request, pk):
    """All errors that were kept, as CSV."""
    rules.can_move_in(request.user).require()
    found = get_object_or_404(ImportBatch, pk=pk)
    lines = exports.error_lines(found.report.get("errors", []))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, _("errors.csv"))
    return response


@desk_view
@require_GET
def template(request) -> HttpResponse:
    """The empty table."""
    rules.can_move_in(request.user).require()
    return sheets.xlsx_response(_("directory.xlsx"), exports.template_columns(), exports.template_rows())
