"""Open, suspend, resume, hand over: one page each, two steps on a phone for opening (B09, B10, B21)."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import actions, held, queries, rules
from accounts.desk import desk_view
from accounts.forms import OpenAccountForm, PersonForm, ReasonForm
from accounts.models import User
from accounts.rules import Target
from core.errors import Refused


@desk_view(for_system=True)
@require_GET
def open_choose(request):
    """First step: whose account it will be."""
    rules.can_open_accounts(request.user).require()
    return render(request, "accounts/open_choose.html", {"offers": queries.offers(request.user)})


@desk_view(for_system=True)
def open_new(request, slug):
    """Second step: contact person and mobile, and the organization where it is a new one."""
    rules.can_open_accounts(request.user).require()
    offer = next((offer for offer in queries.offers(request.user) if offer.slug == slug), None)
    if offer is None:
        raise Http404
    return _open(request, offer, back=reverse("accounts:open"))


@desk_view(for_system=True)
def open_in(request, pk):
    """Another person in an organization one looks after."""
    organization = get_object_or_404(queries.looked_after(request.user).active(), pk=pk)
    roles = rules.roles_for(request.user, Target.of(organization))
    if not roles:
        raise Http404
    offer = queries.offer_in(organization, roles)
    return _open(request, offer, back=reverse("accounts:organization_page", args=[pk]))


def _open(request, offer, *, back):
    typed = request.POST or held.take(request) or None
    form, status = OpenAccountForm(typed, offer=offer, by=request.user), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            user, status = _try_open(request, form, offer)
            if user:
                words = _("The account of %(name)s is open: they sign in with their number and a code.")
                messages.success(request, words % {"name": user.name})
                return _to_people_of(user, request.user)
    context = {"form": form, "offer": offer, "back_url": back}
    return render(request, "accounts/open_form.html", context, status=status)


def _try_open(request, form, offer):
    data, by = form.cleaned_data, request.user
    where = {"organization": offer.organization}
    if offer.organization is None:
        region = data.get("region") or by.region
        name = data["organization_name"]
        where = {"kind": offer.kind, "region": region, "organization_name": name}
    try:
        return actions.open_account(
            by=by, phone=data["phone"], name=data["name"], role=data["role"], **where
        ), HTTPStatus.OK
    except Refused as error:
        form.add_error(None, str(error))
        return None, error.status
    except ValidationError as error:
        form.add_error(
            "organization_name" if error.code == "name" and "organization_name" in form.fields else None,
            error,
        )
        return None, HTTPStatus.UNPROCESSABLE_ENTITY


def _to_people_of(user: User, by: User):
    if user.organization_id == by.organization_id:
        return redirect("accounts:organization")
    return redirect("accounts:organization_page", pk=user.organization_id)


def _account(request, pk) -> User:
    return get_object_or_404(queries.accounts_within_reach(request.user), pk=pk)


@desk_view(for_system=True)
def suspend(request, pk):
    """Suspend with a reason."""
    user = _account(request, pk)
    form, status = ReasonForm(request.POST or held.take(request) or None), HTTPStatus.OK
    verdict = rules.can_suspend(request.user, user)
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            actions.suspend_account(user, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The account of %(name)s is suspended.") % {"name": user.name})
            return _to_people_of(user, request.user)
    context = {"person": user, "form": form, "verdict": verdict}
    return render(request, "accounts/suspend.html", context, status=status)


@desk_view(for_system=True)
def resume(request, pk):
    """Let a suspended account sign in again."""
    user = _account(request, pk)
    if request.method == "POST":
        actions.resume_account(user, by=request.user)
        messages.success(request, _("The account of %(name)s is active again.") % {"name": user.name})
        return _to_people_of(user, request.user)
    context = {"person": user, "verdict": rules.can_resume(request.user, user)}
    return render(request, "accounts/resume.html", context)


@desk_view(for_system=True)
def hand_over(request, pk):
    """Another person with another number takes over."""
    user = request.user if pk == request.user.pk else _account(request, pk)
    verdict = rules.can_hand_over(request.user, user)
    form, status = PersonForm(request.POST or held.take(request) or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            successor, status = _try_hand_over(request, user, form)
            if successor:
                words = _("%(name)s has taken the account over.") % {"name": successor.name}
                messages.success(request, words)
                return (
                    redirect("account_login")
                    if user.pk == request.user.pk
                    else _to_people_of(user, request.user)
                )
    context = {"person": user, "form": form, "verdict": verdict}
    return render(request, "accounts/hand_over.html", context, status=status)


def _try_hand_over(request, user, form):
    data = form.cleaned_data
    try:
        return actions.hand_over_account(
            user, by=request.user, phone=data["phone"], name=data["name"]
        ), HTTPStatus.OK
    except Refused as error:
        form.add_error(None, str(error))
        return None, error.status
