"""The site inspection in the CMS: the last result, a button for a new one, ticks for what was looked through."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from content import actions
from content.inspection import KIND
from content.inspection.findings import LISTED, Check
from content.models import Inspection
from core import jobs
from core.errors import Refused
from core.models import Job

SHOWN_OUTSIDE = 200


@require_GET
def inspection(request):
    """What the last inspection found, by check; a running one says how far it is."""
    last = Inspection.objects.exclude(finished_at=None).first()
    by_check = {check: [] for check in Check}
    for finding in last.findings if last else ():
        by_check[Check(finding["check"])].append(finding)
    context = {
        "last": last,
        "groups": [
            {"check": check, "count": last.counts.get(check.value, 0) if last else 0, "findings": listed}
            for check, listed in by_check.items()
        ],
        "listed": LISTED,
        "outside": last.outside[:SHOWN_OUTSIDE] if last else [],
        "job": _running(),
    }
    return render(request, "content/cms/inspection.html", context)


@require_POST
def start(request):
    """Ask for an inspection; one at a time."""
    if _running() is None:
        jobs.enqueue(KIND, title=_("Site inspection"), by=request.user)
    messages.success(request, _("The inspection has begun. Its result appears here."))
    return redirect("site_inspection")


@require_POST
def seen_by_eye(request):
    """Tick that a file no machine could read was looked through."""
    sha256, title = request.POST.get("sha256", ""), request.POST.get("title", "")[:200]
    try:
        actions.confirm_by_eye(sha256, by=request.user, title=title)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down: you have looked it through."))
    return redirect("site_inspection")


def _running() -> Job | None:
    return Job.objects.filter(kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING]).first()
