"""A supplier's own desk: what is missing, what comes next, and the forms for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.desk import desk_view
from catalog.suppliers import actions, queries, rules
from catalog.suppliers.forms import AgreementForm, BaseForm, OnboardingForm, PaperForm
from catalog.suppliers.models import SupplyAgreement
from core.errors import Refused
from organizations.models import Kind, Organization
from review.queries import last_return


@desk_view
def home(request):
    """Steps with where the supplier stands, papers with their validity, bases and agreements."""
    rules.can_write(request.user).require()
    supplier = request.user.organization
    return render(request, "suppliers/desk/home.html", queries.desk(supplier))


@desk_view
def edit(request):
    """The onboarding in work; begun here when there is none. One form, saved by its buttons and while typing."""
    row = actions.start_onboarding(by=request.user)
    if not row.is_editable:
        return redirect("suppliers_desk:home")
    if request.method != "POST":
        return _edit_page(request, row, OnboardingForm(onboarding=row))
    form = OnboardingForm(request.POST, onboarding=row)
    row = actions.save_onboarding(
        row, form.values(), typed={}, by=request.user, edits=form.cleaned_data.get("edits")
    )
    if "application/json" in request.headers.get("Accept", ""):
        here = reverse("suppliers_desk:edit")
        now = timezone.localtime().strftime("%H:%M")
        saved = _("Saved at %(time)s") % {"time": now}
        return JsonResponse({"saved": saved, "edits": row.edits, "edit": here, "autosave": here})
    if "submit" in request.POST:
        return _submit(request, row, form)
    if paper := request.POST.get("remove-paper", ""):
        _remove(request, row, paper)
    else:
        messages.success(request, _("Draft saved."))
    return redirect("suppliers_desk:edit")


def _remove(request, row, paper):
    found = row.papers.filter(pk=paper).first() if paper.isdecimal() else None
    if found:
        actions.remove_paper(row, found, by=request.user)


def _submit(request, row, form):
    try:
        actions.submit_onboarding(row, by=request.user)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        row.refresh_from_db()
        form.data = form.data.copy()
        form.data["edits"] = row.edits
        return _edit_page(request, row, form, status=422)
    messages.success(request, _("Submitted. You read here what the operator decides."))
    return redirect("suppliers_desk:home")


def _edit_page(request, row, form, *, status=200):
    returned = last_return(row.review) if row.review_id and row.state == "returned" else None
    standing = queries.judge(queries.papers_of(row), timezone.localdate(), is_person=row.is_natural_person)
    context = {
        "form": form,
        "row": row,
        "returned": returned,
        "papers": queries.papers_shown(queries.papers_of(row)),
        "standing": standing,
    }
    return render(request, "suppliers/desk/edit.html", context, status=status)


@desk_view
def add_paper(request):
    """Put a paper into the onboarding in work; `replaces` names the one it takes the place of."""
    row = actions.start_onboarding(by=request.user)
    rules.can_edit(request.user, row).require()
    chosen = request.GET.get("replaces", "")
    old = row.papers.filter(pk=chosen).first() if chosen.isdecimal() else None
    wanted = old.kind if old else request.GET.get("kind", "")
    form = PaperForm(request.POST or None, request.FILES or None, initial={"kind": wanted})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        upload, back = facts.pop("file"), facts.pop("back")
        try:
            actions.add_paper(row, upload, by=request.user, back=back, replaces=old, **facts)
            messages.success(request, _("The paper is kept with your draft."))
            return redirect("suppliers_desk:edit")
        except ValidationError as error:
            form.add_error(None, error)
    title = _("Replace a paper") if old else _("Add a paper")
    return _form_page(request, form, title, reverse("suppliers_desk:edit"))


def _form_page(request, form, title, back, lead=""):
    context = {"form": form, "title": title, "back": back, "lead": lead}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "suppliers/desk/form.html", context, status=status)


@desk_view
@require_POST
def withdraw(request):
    """Take the onboarding under review back."""
    row = queries.in_work(request.user.organization)
    if row is None:
        raise Http404
    actions.withdraw_onboarding(row, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("suppliers_desk:home")


@desk_view
def find_base(request):
    """Search production bases by name (C08)."""
    rules.can_write(request.user).require()
    words = request.GET.get("q", "").strip()
    context = {"q": words, "bases": queries.bases_found(words)}
    return render(request, "suppliers/desk/bases.html", context)


@desk_view
def request_base(request, pk):
    """Ask one production base for its authorization."""
    base = get_object_or_404(Organization.objects.select_related("region"), pk=pk, kind=Kind.PRODUCTION_BASE)
    rules.can_request(request.user, base).require()
    form = BaseForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            actions.request_authorization(base, facts.pop("proof"), by=request.user, **facts)
            messages.success(request, _("Asked. You read here what the base answers."))
            return redirect("suppliers_desk:home")
        except ValidationError as error:
            form.add_error("proof", error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form_page(request, form, _("Ask for authorization"), reverse("suppliers_desk:bases"), base.name)


@desk_view
def agreement(request, pk=None):
    """Hand a supply agreement in; a returned one again."""
    mine = SupplyAgreement.objects.filter(supplier=request.user.organization_id)
    row = get_object_or_404(mine, pk=pk) if pk else None
    rules.can_hand_in(request.user, row).require()
    names = ("number", "goods", "signed_on", "valid_until", "amount", "terms")
    initial = {name: getattr(row, name) for name in names} if row else None
    form = AgreementForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            actions.hand_in_agreement(facts, facts.pop("file"), by=request.user, agreement=row)
            messages.success(request, _("Submitted. You read here what the operator decides."))
            return redirect("suppliers_desk:home")
        except ValidationError as error:
            form.add_error(None, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form_page(request, form, _("Supply agreement"), reverse("suppliers_desk:home"))
