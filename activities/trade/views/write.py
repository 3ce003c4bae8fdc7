"""Filing a record in two steps, saved as it is typed; nothing typed is ever lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms.utils import ErrorDict
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import held
from accounts.desk import desk_view
from activities.trade import actions, checks, queries, rules
from activities.trade.forms import BOX_OF, STEPS, RecordForm
from activities.trade.views.desk import own
from activities.trade.views.files import keep_vouchers, remove_chosen
from core.errors import Refused
from review.queries import last_return


def _step(request) -> int:
    return 2 if request.GET.get("step") == "2" else 1


def _wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@desk_view
def new(request):
    """The first step of a new record; the first save begins the draft. Sent twice, it begins one draft."""
    rules.can_report(request.user).require()
    if request.method != "POST":
        return _page(request, RecordForm.of(None, step=1, by=request.user, held=held.take(request)), None, 1)
    form = RecordForm(request.POST, step=1, by=request.user)
    form.full_clean()
    record = actions.start_record(by=request.user, begun_with=form.cleaned_data.get("begun_with"))
    form.record = record
    return _save(request, record, form, 1)


@desk_view
def edit(request, pk):
    """A draft or a returned record, one of its two steps, with what the reviewer marked."""
    record, step = own(request, pk), _step(request)
    if request.method == "POST":
        form = RecordForm(request.POST, request.FILES, step=step, by=request.user, record=record)
        return _save(request, record, form, step)
    if not record.is_editable:
        return redirect("trade_desk:detail", pk=pk)
    rules.can_edit(request.user, record).require()
    form = RecordForm.of(record, step=step, by=request.user, held=held.take(request))
    return _page(request, form, record, step)


@desk_view
@require_POST
def autosave(request, pk):
    """Save while typing; answers with the time and the new count of edits."""
    record, step = own(request, pk), _step(request)
    form = RecordForm(request.POST, step=step, by=request.user, record=record)
    return JsonResponse(_saved(_keep(request, record, form), step))


def _keep(request, record, form):
    values = form.values()
    return actions.save_record(
        record, values, typed=form.typed(), by=request.user, edits=form.cleaned_data.get("edits")
    )


def _save(request, record, form, step):
    """Keep what was typed and sent along; then the next step, submission, or the form again."""
    try:
        record = _keep(request, record, form)
    except (Refused, IntegrityError) as refusal:
        return _not_kept(request, record, form, refusal, step)
    if _wants_json(request):
        return JsonResponse(_saved(record, step))
    remove_chosen(request, record)
    refused = keep_vouchers(request, record)
    for sentence in refused:
        form.add_error("attachments", sentence)
    for sentence in form.region_notices if step == 2 else []:
        messages.info(request, sentence)
    if "submit" in request.POST and not form.is_stepping:
        return _submit(request, record, form, step)
    goes_on = "next" in request.POST
    if refused or (goes_on and form.errors):
        return _page(request, form, record, step, status=422)
    if not goes_on and not form.is_stepping:
        messages.success(request, _("Draft saved."))
    return redirect(_address(record, 2 if goes_on else step) + ("#id_origin" if form.is_stepping else ""))


def _address(record, step) -> str:
    return reverse("trade_desk:edit", args=[record.pk]) + ("?step=2" if step == 2 else "")


def _submit(request, record, form, step):
    """Send it in; sentences at the boxes of the step that holds the first problem."""
    if not form.errors:
        try:
            record = actions.submit_record(record, by=request.user)
        except ValidationError as error:
            return _with_problems(request, record, form, step, error.message_dict)
        messages.success(request, _("Submitted. You read here what is decided."))
        return redirect("trade_desk:detail", pk=record.pk)
    return _with_problems(request, record, form, step, checks.problems(record))


def _with_problems(request, record, form, step, found):
    boxes = {BOX_OF.get(name, name): sentences for name, sentences in found.items()}
    if step == 2 and not form.errors and set(boxes) & set(STEPS[1]):
        # What is wrong was typed in the first step: show that one, with everything as it was typed.
        form, step = _bound_again(request, record), 1
    for name, sentences in boxes.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, sentences)
        elif name not in form.fields and name not in STEPS[2]:
            form.add_error(None, sentences)
    return _page(request, form, record, step, status=422)


def _bound_again(request, record) -> RecordForm:
    """The first step as it was typed before, ready to carry errors at its boxes."""
    shown = RecordForm.of(record, step=1, by=request.user)
    shown._errors, shown.cleaned_data = ErrorDict(), {}
    return shown


def _not_kept(request, record, form, refusal, step):
    """Somebody else was first, or the record is no longer a draft: say so and show what was typed."""
    record.refresh_from_db()
    sentence = refusal.sentence if isinstance(refusal, Refused) else _("This could not be saved.")
    status = getattr(refusal, "status", 409)
    if _wants_json(request):
        return JsonResponse({"error": str(sentence)}, status=status)
    if not record.is_editable:
        messages.error(request, sentence)
        return redirect("trade_desk:detail", pk=record.pk)
    shown = RecordForm.of(record, step=step, by=request.user, held=request.POST)
    return _page(request, shown, record, step, status=status, conflict=sentence)


def _saved(record, step) -> dict:
    def url(name):
        return reverse(f"trade_desk:{name}", args=[record.pk])

    now = timezone.localtime().strftime("%H:%M")
    return {
        "saved": _("Saved at %(time)s") % {"time": now},
        "edits": record.edits,
        "edit": _address(record, step),
        "autosave": url("autosave") + ("?step=2" if step == 2 else ""),
        "attachment": url("vouchers"),
        "picture": "",
    }


def _page(request, form, record, step, *, status=200, conflict=""):
    returned = None
    if record and record.review_id and record.state == "returned":
        returned = last_return(record.review)
    context = {
        "form": form,
        "record": record,
        "step": step,
        "boxes": form.boxes(returned.marks if returned else None),
        "suggested": getattr(form, "suggested", []),
        "returned": returned,
        "vouchers": queries.evidence(record) if record else [],
        "conflict": conflict,
        "saved": _saved(record, step) if record else None,
    }
    return render(request, "trade/desk/edit.html", context, status=status)
