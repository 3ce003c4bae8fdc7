"""The list of records, one record read whole, and the verbs besides writing (N15-N24)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from activities.trade import actions, queries, rules
from activities.trade.forms import FilterForm
from activities.trade.models import TradeRecord
from activities.trade.process import KEY
from activities.trade.states import RecordState
from core.errors import Refused
from review.models import ReviewTask
from review.timeline import events_of

TONES = {
    RecordState.DRAFT: "plain",
    RecordState.FILLED: "waiting",
    RecordState.SUBMITTED: "waiting",
    RecordState.RETURNED: "returned",
    RecordState.APPROVED: "counted",
    RecordState.REFUSED: "refused",
    RecordState.REVOKED: "refused",
    RecordState.WITHDRAWN: "closed",
    RecordState.SUPERSEDED: "closed",
}
GROUPS = (
    ("", gettext_lazy("all")),
    ("to_review", gettext_lazy("to review")),
    ("reviewed", gettext_lazy("reviewed")),
    ("mine", gettext_lazy("to write or mend")),
)


def may_look(user):
    """Whether this person has anything to do with trade records at all. Raises Refused otherwise."""
    if not rules.sees_trade(user):
        raise Refused(_("Trade records are seen by their reporters and by the offices over them."))


def narrowed(request, **more):
    """(records that the person may see under the request's filters, the filter form)."""
    form = FilterForm(request.GET)
    group = request.GET.get("group", "")
    if group not in {key for key, _label in GROUPS}:
        raise Http404
    states = [state for state in request.GET.getlist("state") if state in RecordState.values]
    return queries.selection(request.user, group=group, states=states, **form.chosen(), **more), form


def _key(request, name):
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 18 else None


@desk_view
@require_GET
def record_list(request):
    """Records by filter, newest first, by key: the newest and the oldest page cost the same."""
    may_look(request.user)
    rows, form = narrowed(request)
    found = queries.page(rows, before=_key(request, "before"), after=_key(request, "after"))
    for row in found["records"]:
        row.tone = TONES[row.state]
        row.trail = _trail(row.origin)
        row.is_own = row.organization_id == request.user.organization_id
    tasks = ReviewTask.objects.open().visible_to(request.user).filter(process=KEY)
    subjects = [row.pk for row in found["records"] if not row.is_own]
    task_of = dict(tasks.filter(subject_id__in=subjects).values_list("subject_id", "pk"))
    for row in found["records"]:
        row.task_id = task_of.get(row.pk)
    group = request.GET.get("group", "")
    verdict = rules.can_report(request.user)
    groups = [
        {"key": key, "label": label, "on": key == group}
        for key, label in GROUPS
        if key != "mine" or rules.can_trade(request.user)
    ]
    context = {
        **found,
        "form": form,
        "groups": groups,
        "group": group,
        "states": [state for state in RecordState if state != RecordState.DRAFT],
        "state": request.GET.get("state", ""),
        "verdict": verdict,
        "is_reporter": bool(rules.can_trade(request.user)),
        "is_filtered": any(request.GET.values()),
        "is_narrowed": any(value for name, value in request.GET.items() if name != "group"),
    }
    return render(request, "trade/desk/list.html", context)


def _trail(origin) -> list[str]:
    """Names of 省, 市, 区 of an origin; empty where there is none."""
    names = {}
    while origin is not None:
        names[origin.level] = origin.name
        origin = origin.parent
    return [names.get(level, "") for level in (1, 2, 3)]


@desk_view
@require_GET
def detail(request, pk):
    """One record read whole: facts, vouchers, how it was decided, and what can be done with it now."""
    record = get_object_or_404(TradeRecord.objects.whole(), pk=pk)
    rules.can_see(request.user, record).require()
    rows, _form = narrowed(request)
    newer, older = queries.neighbours(rows, pk)
    is_own = record.organization_id == request.user.organization_id
    task = ReviewTask.objects.open().visible_to(request.user).filter(process=KEY, subject_id=pk).first()
    context = {
        "record": record,
        "tone": TONES[record.state],
        "facts": queries.fact_rows(record, against=record.corrects),
        "vouchers": queries.evidence(record),
        "flags": [] if is_own else queries.flags(record),
        "events": events_of(record.review) if record.review_id else [],
        "corrections": record.corrections.exclude(state=RecordState.DRAFT).order_by("number"),
        "is_own": is_own,
        "task": task if not is_own else None,
        "may_edit": rules.can_edit(request.user, record),
        "may_copy": rules.can_copy(request.user, record),
        "may_withdraw": rules.can_withdraw(request.user, record),
        "may_discard": rules.can_discard(request.user, record),
        "may_correct": rules.can_correct(request.user, record),
        "newer": newer,
        "older": older,
    }
    return render(request, "trade/desk/detail.html", context)


def own(request, pk) -> TradeRecord:
    """A record of the person's own organization. Raises Http404 for any other."""
    rows = TradeRecord.objects.whole().visible_to(request.user)
    return get_object_or_404(rows.filter(organization=request.user.organization_id), pk=pk)


@desk_view
@require_POST
def copy(request, pk):
    """Again: a new record that takes over product, origin, buyer and seller."""
    record = actions.copy_record(own(request, pk), by=request.user)
    messages.info(request, _("Taken over from the former record: give quantity, amount, day and voucher."))
    return redirect("trade_desk:edit", pk=record.pk)


@desk_view
@require_POST
def correct(request, pk):
    """Begin a new version; the approved record counts until it is approved."""
    record = actions.start_correction(own(request, pk), by=request.user)
    messages.info(request, _("The approved record counts until this correction is approved."))
    return redirect("trade_desk:edit", pk=record.pk)


@desk_view
def discard(request, pk):
    """Asks once, then throws a draft away."""
    record = own(request, pk)
    if request.method != "POST":
        rules.can_discard(request.user, record).require()
        return render(request, "trade/desk/discard.html", {"record": record})
    actions.discard_record(record, by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("trade_desk:list")


@desk_view
@require_POST
def withdraw(request, pk):
    """Take a record out of review."""
    actions.withdraw_record(own(request, pk), by=request.user, words=request.POST.get("words", "")[:500])
    messages.success(request, _("Taken back."))
    return redirect("trade_desk:detail", pk=pk)
