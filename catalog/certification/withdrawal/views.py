"""Withdrawals at the desk: the list, proposing one, and one with its history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.desk import desk_view
from catalog.certification.withdrawal import actions, rules
from catalog.certification.withdrawal.forms import WithdrawalForm
from catalog.certification.withdrawal.models import Withdrawal
from catalog.models import ProductPage
from core.errors import Refused
from review.timeline import events_of

PER_PAGE = 25


@desk_view
@require_GET
def withdrawal_list(request):
    """What was proposed in the office's territory, the newest first."""
    rows = Withdrawal.objects.visible_to(request.user).select_related("product__region", "office")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "certification/withdrawal/list.html", {"page": page})


@desk_view
@require_http_methods(["GET", "POST"])
def propose(request, code):
    """The form for a product, with the reason why it cannot be sent where that is so."""
    product = get_object_or_404(ProductPage.objects.whole(), code=code)
    verdict = rules.can_propose(request.user, product)
    form, status = WithdrawalForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.propose_withdrawal(product, by=request.user, **form.cleaned_data)
                messages.success(request, _("The withdrawal has been sent into review."))
                return redirect("certification_desk:withdrawal", made.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {"product": product, "form": form, "verdict": verdict}
    return render(request, "certification/withdrawal/propose.html", context, status=status)


@desk_view
@require_http_methods(["GET", "POST"])
def withdrawal(request, pk):
    """One withdrawal; its office mends a returned one here."""
    one = get_object_or_404(
        Withdrawal.objects.visible_to(request.user).select_related(
            "product__supplier", "product__region", "office", "created_by", "review"
        ),
        pk=pk,
    )
    may_mend = rules.can_mend(request.user, one)
    form, status = (
        WithdrawalForm(request.POST or None, initial={"reason": one.reason, "words": one.words}),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.mend_withdrawal(one, by=request.user, **form.cleaned_data)
                messages.success(request, _("The withdrawal has been sent into review."))
                return redirect("certification_desk:withdrawal", one.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {
        "one": one,
        "events": events_of(one.review) if one.review_id else [],
        "form": form,
        "may_mend": may_mend and one.review_id,
        "may_drop": rules.can_drop(request.user, one),
    }
    return render(request, "certification/withdrawal/detail.html", context, status=status)


@desk_view
@require_POST
def drop(request, pk):
    """Give one up."""
    one = get_object_or_404(Withdrawal.objects.visible_to(request.user), pk=pk)
    actions.drop_withdrawal(one, by=request.user, words=request.POST.get("words", "")[:500])
    messages.success(request, _("The withdrawal is not pursued."))
    return redirect("certification_desk:withdrawal", one.pk)
