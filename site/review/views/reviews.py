"""A whole review: its chain, its rounds, and the form that withdraws an approval."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import held
from accounts.desk import desk_view
from core.errors import Refused
from review import actions, processes, queries, rules
from review.forms import ReasonForm
from review.models import Review, Status
from review.timeline import events_of


@desk_view
@require_http_methods(["GET", "POST"])
def review(request, pk):
    """Read a review; withdraw its approval by POST (equal or higher level, with a reason)."""
    rows = Review.objects.select_related("chain", "applicant__region", "region", "bundle")
    row = get_object_or_404(rows, pk=pk)
    rules.can_see_review(request.user, row).require()
    if request.method == "POST":
        return _revoke(request, row)
    return _page(request, row, ReasonForm(initial=held.take(request).dict()))


def _revoke(request, row):
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        actions.revoke_approval(row, by=request.user, words=form.cleaned_data["words"])
    except ValidationError as error:
        form.add_error("words", error.messages)
        return _page(request, row, form, status=422)
    except Refused as refusal:
        row.refresh_from_db()
        form.add_error(None, str(refusal))
        return _page(request, row, form, status=refusal.status)
    messages.success(request, _("The approval has been withdrawn; it is no longer public or counted."))
    return redirect("review:review", pk=row.pk)


def _page(request, row, form, *, status=200):
    process = processes.get(row.process)
    task = row.tasks.open().visible_to(request.user).order_by("pk").first()
    context = {
        "review": row,
        "process": process,
        "subject": process.subject_of(row.subject_id),
        "columns": queries.drawing(row.chain),
        "events": events_of(row),
        "form": form,
        "can_revoke": rules.can_revoke(request.user, row),
        "offers_revoking": row.status == Status.APPROVED and request.user.can_review,
        "task": task,
    }
    return render(request, "review/desk/review.html", context, status=status)
