"""Pictures and files of a draft: sent with the form or by script; shown only to those who may see them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from activities import actions, queries, rules
from activities.models import ReportAttachment, ReportPicture, ReportVersion
from activities.process import KEY
from content.actions import confirm_by_eye
from core import private
from review.models import ReviewTask

VERBS = {"pictures": actions.add_picture, "attachments": actions.add_attachment}


def keep_uploads(request, version, form=None) -> ErrorDict:
    """Keep each file that was sent; what was refused is told by box, with the file's name before each sentence."""
    refused = ErrorDict()
    for name, verb in VERBS.items():
        for upload in request.FILES.getlist(name):
            try:
                verb(version, upload, by=request.user)
            except ValidationError as error:
                sentences = [f"{upload.name[:60]}: {sentence}" for sentence in error.messages]
                refused.setdefault(name, ErrorList()).extend(sentences)
                if form is not None:
                    form.add_error(name, sentences)
    return refused


def remove_chosen(request, version):
    """Take off what a “remove” button named."""
    for name, rows, verb in (
        ("remove-picture", version.pictures, actions.remove_picture),
        ("remove-attachment", version.attachments, actions.remove_attachment),
    ):
        chosen = request.POST.get(name, "")
        row = rows.filter(pk=chosen).first() if chosen.isdecimal() else None
        if row:
            verb(row, by=request.user)


def _change(request, pk, *, template):
    """Uploads, descriptions and removals by script answer with the redrawn list; by plain form with the edit page."""
    versions = ReportVersion.objects.visible_to(request.user).select_related("organization__region")
    version = get_object_or_404(versions, pk=pk)
    rules.can_edit(request.user, version).require()
    remove_chosen(request, version)
    refused = keep_uploads(request, version)
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect("activities_desk:edit", pk=pk)
    pictures, files = queries.evidence(version)
    context = {"pictures": pictures, "files": files, "version": version}
    sentences = [sentence for listed in refused.values() for sentence in listed]
    answer = {"html": render_to_string(template, context, request), "errors": sentences}
    return JsonResponse(answer, status=422 if sentences else 200)


@desk_view
@require_POST
def picture(request, pk):
    """Add or remove pictures of a draft."""
    return _change(request, pk, template="activities/desk/pictures.html")


@desk_view
@require_POST
def attachment(request, pk):
    """Add or remove files of a draft."""
    return _change(request, pk, template="activities/desk/attachments.html")


@desk_view
@require_GET
def evidence_picture(request, pk):
    """A picture that is not public yet, for those who may see its report."""
    row = get_object_or_404(ReportPicture.objects.select_related("version", "file"), pk=pk)
    rules.can_see(request.user, row.version).require()
    return private.serve(row.file, f"{row.file.sha256[:12]}.jpg")


@desk_view
@require_GET
def evidence_file(request, pk):
    """A file that is not public yet, for those who may see its report."""
    row = get_object_or_404(ReportAttachment.objects.select_related("version", "file"), pk=pk)
    rules.can_see(request.user, row.version).require()
    ending = row.file.file.name.rsplit(".", 1)[-1]
    name = row.title if row.title.lower().endswith(f".{ending}") else f"{row.title}.{ending}"
    return private.serve(row.file, name, as_attachment="download" in request.GET)


@desk_view
@require_POST
def seen_by_eye(request, pk):
    """Confirm that a file no machine could read was looked through; back to where it was shown."""
    row = get_object_or_404(ReportAttachment.objects.select_related("version", "file"), pk=pk)
    rules.can_see(request.user, row.version).require()
    confirm_by_eye(row.file.sha256, by=request.user, title=row.title)
    messages.success(request, _("Written down: you have looked it through."))
    task = ReviewTask.objects.open().visible_to(request.user)
    task = task.filter(review__subject_id=row.version_id, process=KEY).first()
    return (
        redirect("review:task", pk=task.pk) if task else redirect("activities_desk:detail", pk=row.version_id)
    )
