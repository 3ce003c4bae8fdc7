"""Rounds of an office: the list, opening one, closing and opening again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.desk import desk_view
from catalog.certification import actions, rules
from catalog.certification.forms import RoundForm
from catalog.certification.models import CertificationRound
from core.errors import Refused

VERBS = {"close": actions.close_round, "reopen": actions.reopen_round}


@desk_view
@require_http_methods(["GET", "POST"])
def round_list(request):
    """The rounds of the office's region and those above it; a new one by POST."""
    user = request.user
    verdict = rules.can_open_round(user)
    form = RoundForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.open_round(by=user, **form.cleaned_data)
                messages.success(request, _("The round is open."))
                return redirect("certification_desk:rounds")
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    form.add_error(name if name in form.fields else None, sentences)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    rows = CertificationRound.objects.over(user.organization.region).select_related("region", "opened_by")
    rows = rows.annotate(count=Count("applications"))
    found = [
        {
            "round": row,
            "is_own": row.opened_by_id == user.organization_id,
            "may_close": rules.can_change_round(user, row, "close"),
            "may_reopen": rules.can_change_round(user, row, "reopen"),
        }
        for row in rows[:100]
    ]
    context = {"rows": found, "form": form, "verdict": verdict}
    return render(request, "certification/desk/rounds.html", context, status=status)


@desk_view
@require_POST
def change(request, pk, verb):
    """Close a round, or open it again."""
    if verb not in VERBS:
        raise Http404
    VERBS[verb](get_object_or_404(CertificationRound, pk=pk), by=request.user)
    messages.success(request, _("Done."))
    return redirect("certification_desk:rounds")
