"""The one inbox: whatever waits for this person, all processes together."""

from datetime import UTC, datetime, timedelta

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from review import processes, queries
from review.forms import InboxFilter
from review.models import TaskKind

PER_PAGE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@desk_view
@require_GET
def inbox(request):
    """To review or reviewed (N18), filtered; pages are found by the last row of the one before."""
    user, is_reviewed = request.user, request.GET.get("group") == "reviewed"
    form = InboxFilter(request.GET, user=user)
    chosen = form.chosen
    tasks, has_more = queries.inbox_page(
        user,
        lambda rows: queries.filtered(rows, **chosen),
        reviewed=is_reviewed,
        after=read_place(request.GET.get("after", "")),
        size=PER_PAGE,
    )
    for task in tasks:
        show(task)
    context = {
        "tasks": tasks,
        "form": form,
        "chosen": chosen,
        "filter_query": urlencode(chosen),
        "is_reviewed": is_reviewed,
        "count": _count(user, chosen),
        "count_limit": queries.COUNT_LIMIT,
        "next_place": write_place(tasks[-1], is_reviewed) if has_more else "",
        "jobs": queries.bulk_jobs(user),
        "is_first": not request.GET.get("after"),
        "may_bulk": user.can_review and not is_reviewed and bool(tasks),
    }
    return render(request, "review/desk/inbox.html", context)


def _count(user, chosen) -> int:
    if not chosen:
        return queries.count_inbox(user)
    return queries.count_waiting(queries.filtered(queries.inbox(user), **chosen))


def show(task):
    """Give a task what its line in a list prints: the process's name and where it leads."""
    process = processes.get(task.process)
    task.process_label = process.label
    leads = {TaskKind.MEND: process.mend_url, TaskKind.ALONE: process.own_page}.get(task.kind)
    task.leads_to = leads(task.subject_id) if leads else None
    return task


def write_place(task, is_reviewed) -> str:
    """A task's place in its list, for an address."""
    at = task.closed_at if is_reviewed else task.opened_at
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}-{task.pk}"


def read_place(text) -> tuple | None:
    """(time, pk) of a place in an address; None for anything else, which is the first page."""
    micros, _dash, pk = text.partition("-")
    if not (micros.isdigit() and pk.isdigit() and len(micros) <= 17 and len(pk) <= 18):
        return None
    return _EPOCH + timedelta(microseconds=int(micros)), int(pk)
