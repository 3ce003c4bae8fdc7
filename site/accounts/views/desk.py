"""“My account”, “My organization”, the organizations one looks after, who did what."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts import queries, rules, verbs
from accounts.desk import desk_view
from accounts.forms import NameForm
from accounts.models import User
from organizations import actions as organization_actions
from organizations import rules as organization_rules
from organizations.models import Kind

PER_PAGE = 20


@desk_view(for_system=True)
@require_GET
def mine(request):
    """My account: who I am here, where I can go, how I sign in."""
    user = request.user
    context = {
        "may_password": rules.can_use_password(user),
        "may_complete_name": user.organization_id
        and organization_rules.can_complete_name(user, user.organization),
        "may_hand_over": rules.can_hand_over(user, user),
    }
    return render(request, "accounts/mine.html", context)


@desk_view(for_system=True)
@require_GET
def organization(request):
    """My organization: its people and, below, the organizations I look after."""
    user, own = request.user, request.user.organization
    looked_after = queries.looked_after(user)
    context = {
        "organization": own,
        "people": queries.people_of(own) if own else [],
        "managed_roles": queries.roles_in(user, own) if own else (),
        "may_open": rules.can_open_accounts(user),
        "kinds": _kind_counts(looked_after),
        "may_rename": own and organization_rules.can_rename(user, own),
    }
    return render(request, "accounts/organization.html", context)


def _kind_counts(organizations):
    counts = {}
    for kind in organizations.active().order_by().values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    return [
        {"kind": kind.value, "label": kind.label, "count": counts[kind]} for kind in Kind if kind in counts
    ]


@desk_view(for_system=True)
@require_GET
def organizations(request):
    """The organizations one looks after, by kind and name."""
    found = queries.looked_after(request.user)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60]
    if kind in Kind:
        found = found.filter(kind=kind)
    if words:
        found = found.filter(name__icontains=words)
    page = Paginator(queries.with_numbers(found).order_by("region_id", "name", "pk"), PER_PAGE)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "kind_label": Kind(kind).label if kind in Kind else "",
        "kind": kind,
        "words": words,
        "may_open": rules.can_open_accounts(request.user),
    }
    return render(request, "accounts/organizations.html", context)


@desk_view(for_system=True)
@require_GET
def organization_page(request, pk):
    """One organization I look after: its people, and what I may do."""
    found = get_object_or_404(queries.looked_after(request.user), pk=pk)
    roles = queries.roles_in(request.user, found)
    context = {
        "organization": found,
        "people": queries.people_of(found),
        "managed_roles": roles,
        "may_open_here": found.is_active and rules.roles_for(request.user, rules.Target.of(found)),
        "may_close": organization_rules.can_close(request.user, found),
        "may_rename": organization_rules.can_rename(request.user, found),
    }
    return render(request, "accounts/organization_page.html", context)


def _within_reach(request, pk):
    if request.user.organization_id == pk:
        return request.user.organization
    return get_object_or_404(queries.looked_after(request.user), pk=pk)


def _back(organization, user):
    if organization.pk == user.organization_id:
        return redirect("accounts:organization")
    return redirect("accounts:organization_page", pk=organization.pk)


@desk_view(for_system=True)
def rename(request, pk):
    """Another name for an organization, or the full one that was left for later."""
    found = _within_reach(request, pk)
    completes = bool(organization_rules.can_complete_name(request.user, found))
    verb = organization_actions.complete_name if completes else organization_actions.rename_organization
    if not completes:
        organization_rules.can_rename(request.user, found).require()
    form = NameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            found = verb(found, by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", error)
        else:
            messages.success(request, _("The name is now “%(name)s”.") % {"name": found.name})
            return redirect("accounts:mine") if completes else _back(found, request.user)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "organization": found, "completes": completes}
    return render(request, "accounts/rename.html", context, status=status)


@desk_view(for_system=True)
def close(request, pk):
    """Close an organization: asked once, naming what will happen."""
    found = get_object_or_404(queries.looked_after(request.user), pk=pk)
    verdict = organization_rules.can_close(request.user, found)
    if request.method == "POST":
        organization_actions.close_organization(found, by=request.user)
        messages.success(request, _("%(name)s is closed.") % {"name": found.name})
        return redirect("accounts:organizations")
    context = {
        "organization": found,
        "verdict": verdict,
        "people": found.accounts.filter(is_active=True).count(),
    }
    return render(request, "accounts/close.html", context)


@desk_view(for_system=True)
@require_GET
def history(request):
    """Who did what in my organization and those I look after (J10)."""
    person, of = request.GET.get("person", ""), request.GET.get("organization", "")
    page = Paginator(queries.deeds(request.user, person=person, organization=of), 30).get_page(
        request.GET.get("page")
    )
    people = User.objects.filter(organization=request.user.organization_id).order_by(
        "-is_active", "name", "pk"
    )
    if person.isdigit() and not any(str(each.pk) == person for each in people):
        people = [*people, *queries.accounts_within_reach(request.user).filter(pk=int(person))]
    rows = [(record, verbs.label(record.verb)) for record in page]
    context = {"page_obj": page, "rows": rows, "people": people, "person": person, "of": of}
    return render(request, "accounts/history.html", context)
