"""One task on one page: the subject, what changed, the history, and the two clear buttons (N19)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import held
from accounts.desk import desk_view
from core.errors import Refused
from review import actions, processes, queries, rules
from review.forms import DecisionForm
from review.models import Outcome, ReviewTask, TaskKind, TaskState
from review.timeline import act_of, events_of

MOST_SIBLINGS = 30


@desk_view
def task(request, pk):
    """Show a task to whoever holds its seat; decide it by POST. What was typed survives every refusal."""
    row = _get(request, pk)
    if row.kind == TaskKind.MEND:
        return _to_mend(row)
    if row.kind == TaskKind.ALONE and (page := processes.get(row.process).own_page(row.subject_id)):
        return redirect(page)
    labels = _labels(row)
    if request.method == "POST":
        return _decide(request, row, labels)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET", "POST"])
    typed = held.take(request)
    seen = row.review.facts_hash if row.review else ""
    form = DecisionForm(initial=_initial(typed) | {"seen": seen}, labels=labels)
    return _page(request, row, form)


@desk_view
@require_POST
def claim(request, pk):
    """Claim the task (认领)."""
    row = _get(request, pk)
    actions.claim_task(row, by=request.user)
    messages.success(request, _("You have claimed this task: nobody else will decide it."))
    return redirect("review:task", pk=pk)


@desk_view
@require_POST
def release(request, pk):
    """Give a claim back."""
    row = _get(request, pk)
    actions.release_task(row, by=request.user)
    messages.success(request, _("The task is free again."))
    return redirect("review:task", pk=pk)


def _get(request, pk) -> ReviewTask:
    rows = ReviewTask.objects.select_related(
        "review__chain",
        "review__bundle",
        "step",
        "applicant__region",
        "claimed_by",
        "region",
        "subject_region",
    )
    row = get_object_or_404(rows, pk=pk)
    rules.can_see(request.user, row).require()
    return row


def _to_mend(row):
    process = processes.get(row.process)
    if row.state == TaskState.OPEN and (url := process.mend_url(row.subject_id)):
        return redirect(url)
    return redirect("review:review", pk=row.review_id)


def _labels(row) -> dict:
    """What can be marked: the facts and words of this round that have a name on the screen."""
    newest = row.review.rounds.order_by("-number").first() if row.review else None
    if newest is None:
        return {}
    labels = processes.get(row.process).labels()
    return {
        name: labels[name]
        for part in ("facts", "words")
        for name in newest.content.get(part, {})
        if name in labels
    }


def _initial(typed) -> dict:
    return {name: typed.getlist(name) if name == "canned" else typed[name] for name in typed}


def _decide(request, row, labels):
    form = DecisionForm(request.POST, labels=labels)
    after = queries.neighbours(request.user, row)[1]
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        decision = actions.decide(
            row,
            form.cleaned_data["outcome"],
            by=request.user,
            words=form.all_words(),
            marks=form.marks(),
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return _page(request, row, form, status=422)
    except Refused as refusal:
        row = _get(request, row.pk)
        form.add_error(None, str(refusal))
        return _page(request, row, form, status=refusal.status)
    said = decision.label or decision.get_outcome_display()
    messages.success(request, _("“%(title)s”: %(outcome)s.") % {"title": row.title, "outcome": said})
    return redirect("review:task", pk=after.pk) if after else redirect("review:inbox")


def _page(request, row, form, *, status=200):
    user, process, review = request.user, processes.get(row.process), row.review
    before, after = queries.neighbours(user, row)
    decision = row.decisions.select_related("actor", "organization").first()
    can = {outcome: rules.can_choose(user, row, outcome) for outcome in Outcome.values}
    if can[Outcome.APPROVE]:
        can[Outcome.APPROVE] = rules.not_approvable([row]).get(row.pk, can[Outcome.APPROVE])
    offers_refusal = row.step is None or row.step.can_refuse
    context = {
        "task": row,
        "review": review,
        "process": process,
        "subject": process.subject_of(row.subject_id),
        "form": form,
        "can_approve": can[Outcome.APPROVE],
        "can_return": can[Outcome.RETURN],
        "can_refuse": can[Outcome.REFUSE] if offers_refusal else None,
        "can_claim": rules.can_claim(user, row),
        "can_release": rules.can_release(user, row),
        "changes": queries.changes_since_last_round(review) if review else [],
        "last_return": queries.last_return(review) if review and review.round > 1 else None,
        "events": events_of(review) if review else [],
        "decision": decision,
        "act": act_of(decision) if decision else "",
        "siblings": _siblings(row),
        "before": before,
        "after": after,
        "is_open": row.state == TaskState.OPEN,
    }
    return render(request, "review/desk/task.html", context, status=status)


def _siblings(row) -> list:
    """The other rows of the same application."""
    if not (row.review and row.review.bundle_id):
        return []
    return list(row.review.bundle.reviews.exclude(pk=row.review_id).order_by("pk")[:MOST_SIBLINGS])
