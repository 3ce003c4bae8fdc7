"""An objection at the desk: read by whoever has to answer it, and answered once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.desk import desk_view
from catalog.notices import actions, queries, rules
from catalog.notices.forms import AnswerForm
from catalog.notices.models import Objection
from catalog.notices.queries.sheet import TONES
from core.errors import Refused


@desk_view
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Show an objection with its row; the answer is written here. What was typed survives every refusal."""
    objection = _get(pk)
    rules.can_read(request.user, objection).require()
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.answer_objection(
                    objection,
                    form.cleaned_data["verb"],
                    by=request.user,
                    summary=form.cleaned_data["summary"],
                    answer=form.cleaned_data["answer"],
                )
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    form.add_error(name if name in form.fields and name != "verb" else None, sentences)
            except Refused as refusal:
                objection, status = _get(pk), refusal.status
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The answer is public."))
                return redirect("notices_desk:objection", pk=pk)
    line = objection.line
    line.tone = TONES[line.state]
    queries.name_places([line])
    context = {
        "objection": objection,
        "line": line,
        "notice": line.notice,
        "others": line.objections.exclude(pk=pk).order_by("raised_at"),
        "form": form,
        "may_answer": rules.can_answer(request.user, objection),
        "shows_contact": bool(rules.can_read_contact(request.user, objection)),
    }
    return render(request, "notices/desk/objection.html", context, status=status)


def _get(pk) -> Objection:
    rows = Objection.objects.select_related(
        "line__notice__office__region",
        "line__region",
        "task__applicant",
        "task__region",
        "task__claimed_by",
        "answered_for",
        "answered_by",
    )
    return get_object_or_404(rows, pk=pk)
