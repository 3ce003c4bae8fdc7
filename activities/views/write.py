"""Writing a report: one form, saved as it is typed; nothing typed is ever lost (issue 2, section 3)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import held
from accounts.desk import desk_view
from activities import actions, queries, rules
from activities.forms import MASK, ReportForm, can_mask, masked
from activities.models import ReportVersion
from activities.views.files import keep_uploads, remove_chosen
from core.errors import Conflict, Refused
from review.queries import last_return


def _own(request, pk) -> ReportVersion:
    versions = ReportVersion.objects.visible_to(request.user)
    return get_object_or_404(versions.select_related("organization__region", "page", "review"), pk=pk)


def _form(request, version=None) -> ReportForm:
    office = request.user.organization.region
    typed = masked(request.POST) if MASK in request.POST else request.POST
    return ReportForm(typed, request.FILES, office=office, version=version)


def _wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@desk_view
def new(request):
    """The empty form; the first save begins the draft. Sent twice, it begins one draft."""
    rules.can_report(request.user).require()
    if request.method == "POST":
        form = _form(request)
        form.full_clean()
        key = form.cleaned_data.get("begun_with")
        version = actions.start_report(by=request.user, begun_with=key)
        return _save(request, version, form)
    form = ReportForm.of(None, office=request.user.organization.region, held=held.take(request))
    return _page(request, form)


@desk_view
def edit(request, pk):
    """A draft or a returned version: as it was left, with what the reviewer marked."""
    version = _own(request, pk)
    if request.method == "POST":
        return _save(request, version, _form(request, version))
    if not version.is_editable:
        return redirect("activities_desk:detail", pk=pk)
    rules.can_edit(request.user, version).require()
    form = ReportForm.of(version, office=request.user.organization.region, held=held.take(request))
    return _page(request, form, version)


@desk_view
@require_POST
def autosave(request, pk):
    """Save while typing; answers with the time and the new count of edits."""
    version = _own(request, pk)
    form = _form(request, version)
    version = _keep(request, version, form)
    return JsonResponse(_saved(version))


@desk_view
@require_POST
def submit(request, pk):
    """Save, then send into review; refused with a sentence at each field that is missing or impossible."""
    version = _own(request, pk)
    return _save(request, version, _form(request, version), then_submit=True)


def _keep(request, version, form) -> ReportVersion:
    version = actions.save_draft(
        version, form.values(), typed=form.typed(), by=request.user, edits=form.cleaned_data.get("edits")
    )
    for picture in version.pictures.all():
        alt = form.data.get(f"alt-{picture.pk}")
        if alt is not None and alt.strip()[:200] != picture.alt:
            actions.describe_picture(picture, alt, by=request.user)
    return version


def _save(request, version, form, *, then_submit=False):
    """Keep what was typed and sent along; then submit, or come back to the form."""
    try:
        version = _keep(request, version, form)
    except (Refused, IntegrityError) as refusal:
        return _not_kept(request, version, form, refusal)
    if _wants_json(request) and not then_submit:
        return JsonResponse(_saved(version))
    remove_chosen(request, version)
    refused = keep_uploads(request, version, form)
    then_submit = (then_submit or "submit" in request.POST) and not form.is_stepping
    if then_submit:
        return _submit(request, version, form)
    if refused:
        form = _only_errors_of_files(request, version, refused)
        return _page(request, form, version, status=422)
    if MASK in request.POST:
        messages.success(request, _("The numbers are masked. Read it once more, then submit."))
    elif not form.is_stepping:
        messages.success(request, _("Draft saved."))
    step = next((name for name in ("region", "partner_region") if f"{name}-step" in request.POST), "")
    return redirect(reverse("activities_desk:edit", args=[version.pk]) + (f"#id_{step}" if step else ""))


def _submit(request, version, form):
    for name, sentences in rules.problems(version).items():
        if name in form.fields and name not in form.errors:
            for sentence in sentences:
                form.add_error(name, sentence)
    if form.errors:
        return _page(request, form, version, status=422)
    try:
        version = actions.submit_report(version, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, form, version, status=422)
    messages.success(request, _("Submitted. You read here what the reviewing office decides."))
    return redirect("activities_desk:detail", pk=version.pk)


def _only_errors_of_files(request, version, refused):
    """A draft is not asked for completeness: only what was wrong with the files is said."""
    form = ReportForm.of(version, office=request.user.organization.region)
    typed = form.initial
    form = ReportForm({}, office=request.user.organization.region, version=version)
    form.is_bound, form.initial = False, typed
    form._errors = refused
    return form


def _not_kept(request, version, form, refusal):
    """Somebody else was first, or the version is no longer a draft: say so and show what was typed."""
    version.refresh_from_db()
    sentence = refusal.sentence if isinstance(refusal, Refused) else _("This could not be saved.")
    status = getattr(refusal, "status", 409)
    if _wants_json(request):
        return JsonResponse({"error": str(sentence)}, status=status)
    if isinstance(refusal, Conflict) and version.is_editable:
        shown = ReportForm.of(version, office=request.user.organization.region, held=request.POST)
        return _page(request, shown, version, status=status, conflict=sentence)
    typed = [
        (form.fields[name].label, request.POST[name])
        for name in form.fields
        if name not in {"begun_with", "edits"} and request.POST.get(name, "").strip()
    ]
    context = {"sentence": sentence, "typed": typed, "version": version}
    return render(request, "activities/desk/not_kept.html", context, status=status)


def _saved(version) -> dict:
    def url(name):
        return reverse(f"activities_desk:{name}", args=[version.pk])

    now = timezone.localtime().strftime("%H:%M")
    return {
        "saved": _("Saved at %(time)s") % {"time": now},
        "edits": version.edits,
        "edit": url("edit"),
        "autosave": url("autosave"),
        "submit": url("submit"),
        "picture": url("picture"),
        "attachment": url("attachment"),
    }


def _page(request, form, version=None, *, status=200, conflict=""):
    returned = last_return(version.review) if version and version.review_id else None
    pictures, files = queries.evidence(version) if version else ([], [])
    context = {
        "form": form,
        "version": version,
        "groups": form.groups(returned.marks if returned else None),
        "returned": returned if version and version.state == "returned" else None,
        "pictures": pictures,
        "files": files,
        "most_pictures": rules.MAX_PICTURES,
        "conflict": conflict,
        "can_mask": form.is_bound and status == 422 and can_mask(form.data),
        "saved": _saved(version) if version else None,
    }
    return render(request, "activities/desk/edit.html", context, status=status)
