"""Decide everything a filter shows: the dry run first, then a job to watch."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts import held
from accounts.desk import desk_view
from core.errors import Refused
from core.jobs import run_again
from core.models import Job
from review import actions
from review.actions.bulk import LIMIT
from review.forms import BulkForm, InboxFilter
from review.queries import BULK


@desk_view
@require_http_methods(["GET", "POST"])
def bulk(request):
    """Step 1 (GET): what would happen to each task of the filter. Step 2 (POST): queue it.

    The filter stands in the address both times: its words are others than the words of the decision.
    """
    filters = InboxFilter(request.GET, user=request.user)
    points = actions.bulk_points(filters.chosen, by=request.user)
    if request.method == "POST":
        form = BulkForm(request.POST, points=points)
        if form.is_valid():
            try:
                row = actions.start_bulk(
                    filters.chosen, by=request.user, until=_moment(request), **form.cleaned_data
                )
                return redirect("review:job", pk=row.pk)
            except ValidationError as error:
                _tell(form, error)
            except Refused as error:
                form.add_error(None, str(error))
        return _page(request, filters, form, status=422)
    typed = held.take(request)
    initial = {"outcome": request.GET.get("outcome", "approve"), **typed.dict()}
    if "checked" in typed:
        initial["checked"] = typed.getlist("checked")
    return _page(request, filters, BulkForm(initial=initial, points=points))


def _tell(form, error: ValidationError):
    """The sentences at their fields."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


def _moment(request):
    """When the dry run was made: what came later was not seen by the person and is left alone."""
    try:
        moment = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        moment = None
    return moment if moment and timezone.is_aware(moment) else timezone.now()


def _page(request, filters, form, *, status=200):
    outcome = form["outcome"].value()
    if outcome not in dict(form.fields["outcome"].choices):
        outcome = "approve"
    context = {
        "filters": filters,
        "address": urlencode(filters.chosen),
        "form": form,
        "outcome": outcome,
        "preview": actions.preview(filters.chosen, outcome, by=request.user),
        "limit": LIMIT,
        "until": timezone.now().isoformat(),
    }
    return render(request, "review/desk/bulk.html", context, status=status)


@desk_view
@require_http_methods(["GET", "POST"])
def job(request, pk):
    """How far one's own bulk decision is, what it did not do and why; a failed one is started again by POST."""
    row = get_object_or_404(Job, pk=pk, kind=BULK, created_by=request.user)
    if request.method == "POST":
        run_again(row, by=request.user)
        return redirect("review:job", pk=pk)
    return render(request, "review/desk/job.html", {"job": row, "result": row.result})
