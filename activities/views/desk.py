"""An office's own reports: the list with what comes next, one version read whole, and the verbs besides writing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from activities import actions, queries, rules
from activities.models import ActivityPage, ReportVersion
from activities.states import VersionState
from review.models import ReviewTask, TaskKind

PER_PAGE = 20
TONES = {
    VersionState.DRAFT: "plain",
    VersionState.SUBMITTED: "waiting",
    VersionState.RETURNED: "returned",
    VersionState.APPROVED: "counted",
    VersionState.REFUSED: "refused",
    VersionState.REVOKED: "refused",
    VersionState.WITHDRAWN: "closed",
    VersionState.SUPERSEDED: "closed",
}
# The list's chips: key, words, states.
GROUPS = (
    ("", gettext_lazy("all"), set(VersionState) - {VersionState.SUPERSEDED}),
    ("draft", gettext_lazy("drafts"), {VersionState.DRAFT}),
    ("submitted", gettext_lazy("under review"), {VersionState.SUBMITTED}),
    ("returned", gettext_lazy("returned"), {VersionState.RETURNED}),
    ("approved", gettext_lazy("approved"), {VersionState.APPROVED}),
    ("ended", gettext_lazy("ended"), {VersionState.REFUSED, VersionState.REVOKED, VersionState.WITHDRAWN}),
)


def _waiting():
    tasks = ReviewTask.objects.open().exclude(kind=TaskKind.MEND).select_related("region", "organization")
    return Prefetch("review__tasks", queryset=tasks, to_attr="waiting")


@desk_view
@require_GET
def report_list(request):
    """The organization's reports, newest work first; each line says where it stands and what comes next."""
    own = ReportVersion.objects.visible_to(request.user)
    chosen = next((group for group in GROUPS if group[0] == request.GET.get("state", "")), None)
    if chosen is None:
        raise Http404
    rows = own.filter(state__in=chosen[2]).select_related("kind", "region", "page", "review", "created_by")
    page = Paginator(rows.prefetch_related(_waiting()), PER_PAGE).get_page(request.GET.get("page"))
    for version in page:
        version.tone = TONES[version.state]
    context = {
        "page_obj": page,
        "groups": [{"key": key, "label": label, "on": key == chosen[0]} for key, label, _states in GROUPS],
        "verdict": rules.can_report(request.user),
    }
    return render(request, "activities/desk/list.html", context)


@desk_view
@require_GET
def detail(request, pk):
    """One version read whole: facts, evidence, how it was decided, and what can be done with it now."""
    versions = ReportVersion.objects.select_related(
        "kind",
        "region",
        "partner_region",
        "organization__region",
        "created_by",
        "review",
        "page__approved_version",
    )
    version = get_object_or_404(versions.prefetch_related(_waiting()), pk=pk)
    rules.can_see(request.user, version).require()
    pictures, files = queries.evidence(version)
    is_own = version.organization_id == request.user.organization_id
    others = version.page.versions.exclude(pk=pk).order_by("-number") if version.page_id else []
    context = {
        "version": version,
        "tone": TONES[version.state],
        "facts": queries.fact_rows(version, whole=True),
        "events": queries.timeline(version),
        "pictures": pictures,
        "files": files,
        "others": others,
        "is_own": is_own,
        "may_edit": rules.can_edit(request.user, version),
        "may_withdraw": rules.can_withdraw(request.user, version),
        "may_discard": rules.can_discard(request.user, version),
        "may_correct": rules.can_correct(request.user, version.page) if version.page_id else None,
    }
    return render(request, "activities/desk/detail.html", context)


def _own(request, pk) -> ReportVersion:
    return get_object_or_404(ReportVersion.objects.visible_to(request.user).select_related("page"), pk=pk)


@desk_view
def discard(request, pk):
    """Asks once, then throws a draft away."""
    version = _own(request, pk)
    if request.method != "POST":
        rules.can_discard(request.user, version).require()
        return render(request, "activities/desk/discard.html", {"version": version})
    actions.discard_draft(version, by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("activities_desk:list")


@desk_view
@require_POST
def withdraw(request, pk):
    """Take a version out of review."""
    actions.withdraw_version(_own(request, pk), by=request.user, words=request.POST.get("words", "")[:500])
    messages.success(request, _("Taken back. What is published stays as it is."))
    return redirect("activities_desk:detail", pk=pk)


@desk_view
@require_POST
def correct(request, pk):
    """Begin a correction of a report; what is public stays until the correction is approved."""
    page = get_object_or_404(ActivityPage, pk=pk)
    version = actions.start_correction(page, by=request.user)
    messages.info(
        request, _("The published report stays public and counted until this correction is approved.")
    )
    return redirect("activities_desk:edit", pk=version.pk)
