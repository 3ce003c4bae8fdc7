"""The blacklist at the desk: proposals and entries, deciding on one, ending one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.desk import desk_view
from catalog.models import ProductPage
from catalog.supervision import actions, forms, queries, rules
from catalog.supervision.models import Blacklisting, Complaint
from catalog.supervision.states import BlacklistState
from catalog.supervision.views.doors import Verb, chosen, done, offered
from organizations.models import Organization


def _adopt(entry, said, by):
    actions.blacklist_organization(entry.organization, by=by, **said)


VERBS = {
    BlacklistState.PROPOSED: (
        Verb(
            "adopt",
            gettext_lazy("Put it on the blacklist"),
            lambda by, entry: rules.can_blacklist(by, entry.organization),
            forms.BlacklistForm,
            _adopt,
            "warn",
            "ban",
        ),
        Verb(
            "decline",
            gettext_lazy("Not adopt the proposal"),
            rules.can_decline,
            forms.DeclineForm,
            lambda entry, said, by: actions.decline_blacklisting(entry, said["words"], by=by),
            icon="undo-2",
        ),
    ),
    BlacklistState.IN_FORCE: (
        Verb(
            "rehabilitate",
            gettext_lazy("Restore its credit"),
            rules.can_rehabilitate,
            forms.RehabilitateForm,
            lambda entry, said, by: actions.rehabilitate(entry, by=by, **said),
            "go",
            "rotate-ccw",
        ),
    ),
}


@desk_view
@require_GET
def entry_list(request):
    """Proposals of one's territory and everything public."""
    if not rules.sees_supervision(request.user):
        raise Http404
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = queries.entries_of(request.user, state=state, q=q)
    context = {
        "page_obj": Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("page")),
        "states": [("", _("all")), *BlacklistState.choices],
        "state": state,
        "q": q,
        "is_filtered": bool(state or q),
    }
    return render(request, "supervision/desk/entries.html", context)


@desk_view
@require_http_methods(["GET", "POST"])
def entry(request, pk):
    """One entry: adopt or decline a proposal, end what is in force."""
    rows = Blacklisting.objects.select_related(
        "organization__region", "office__region", "proposed_office", "end_office", "complaint"
    )
    row = get_object_or_404(rows, pk=pk)
    rules.can_see_entry(request.user, row).require()
    verbs = VERBS.get(row.state, ())
    verb, form = chosen(request, verbs)
    if verb is not None and done(verb, form, row, request.user):
        messages.success(request, _("Done: the blacklist and the directory show it."))
        return redirect("supervision_desk:entry", pk=pk)
    doors = offered(verbs, row, request.user, verb, form)
    for door in doors:
        if door["verb"].name == "adopt" and not door["is_open"]:
            initial = {"grounds": row.grounds, "words": row.words, "until": row.until}
            door["form"] = forms.BlacklistForm(prefix="adopt", initial=initial)
    context = {
        "entry": row,
        "tone": queries.TONES[row.state],
        "doors": doors,
        "listed": ProductPage.objects.listed().filter(supplier=row.organization_id).count(),
    }
    return render(request, "supervision/desk/entry.html", context, status=422 if form else 200)


@desk_view
@require_http_methods(["GET", "POST"])
def new_entry(request):
    """Blacklist an organization (city, province) or propose it (county), from a complaint or by itself."""
    case = _case(request)
    organization = case.party if case else _organization(request)
    if organization is None:
        raise Http404
    decides = bool(rules.can_blacklist(request.user, organization))
    if not decides:
        _require(request.user, organization)
    form_class = forms.BlacklistForm if decides else forms.ProposalForm
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.blacklist_organization if decides else actions.propose_blacklisting
        try:
            made = act(organization, by=request.user, complaint=case, **form.cleaned_data)
            messages.success(
                request, _("Done: the blacklist and the directory show it.") if decides else _("Proposed.")
            )
            return redirect("supervision_desk:entry", pk=made.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "organization": organization,
        "case": case,
        "decides": decides,
        "listed": ProductPage.objects.listed().filter(supplier=organization).count(),
    }
    return render(request, "supervision/desk/new_entry.html", context, status=422 if form.errors else 200)


def _require(user, organization):
    """Refuse with the sentence of the rule that fits the office's level."""
    proposes = rules.can_propose(user, organization)
    if not proposes:
        decides = rules.can_blacklist(user, organization)
        (decides if user.organization.level in rules.DECIDES else proposes).require()


def _case(request) -> Complaint | None:
    number = request.GET.get("complaint", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    case = get_object_or_404(Complaint.objects.select_related("party__region"), pk=int(number))
    rules.can_see(request.user, case).require()
    if not case.is_true:
        rules.only_verified().require()
    return case


def _organization(request) -> Organization | None:
    number = request.GET.get("organization", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return Organization.objects.select_related("region").filter(pk=int(number)).first()
