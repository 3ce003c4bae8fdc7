"""Writing an application: one form, saved as it is typed; nothing typed is ever lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import held
from accounts.desk import desk_view
from catalog.certification import actions, queries, rules, whole
from catalog.certification.facts import MaterialKind
from catalog.certification.forms import ApplicationForm, RowForm
from catalog.certification.models import Application
from catalog.certification.queries.shown import papers as papers_of
from catalog.certification.states import EDITABLE
from core.errors import Refused
from regions import queries as regions
from review.queries import last_return


def _own(request, pk) -> Application:
    rows = Application.objects.filter(organization=request.user.organization_id)
    return get_object_or_404(rows.select_related("organization__region", "region", "round", "station"), pk=pk)


class Sheet:
    """The form of an application with those of its products."""

    def __init__(self, application, user, *, data=None, files=None, held=None):
        self.application = application
        root = regions.root()
        rows = list(
            application.products.filter(state__in=sorted(EDITABLE)).select_related("application", "review")
        )
        if data is None:
            self.form = ApplicationForm.of(application, organization=user.organization, held=held)
            self.rows = [RowForm.of(row, root=root, held=held) for row in rows]
        else:
            self.form = ApplicationForm(data, files, organization=user.organization, application=application)
            self.rows = [RowForm(data, files, row=row, root=root) for row in rows]

    @property
    def is_stepping(self):
        return any(row.is_stepping for row in self.rows)

    def save(self, by):
        """Keep everything; raises Conflict when somebody else has saved since."""
        values = self.form.values()
        return actions.save_draft(
            self.application,
            values,
            rows={form.row.pk: form.values() for form in self.rows},
            promises=self.form.cleaned_data.get("promises", []),
            typed=self.form.typed(),
            typed_rows={form.row.pk: form.typed() for form in self.rows},
            by=by,
            edits=self.form.cleaned_data.get("edits"),
        )

    def keep_files(self, request) -> bool:
        """Keep each file that was sent; what was refused is told at its box. Whether all were kept."""
        boxes = [
            (self.form, name, name.partition("-")[2], None)
            for name in self.form.fields
            if name.startswith("paper-")
        ]
        boxes += [(form, "pictures", MaterialKind.PICTURE, form.row) for form in self.rows]
        is_fine = True
        for form, name, kind, row in boxes:
            for upload in request.FILES.getlist(form.add_prefix(name)):
                try:
                    actions.add_paper(self.application, upload, kind=kind, by=request.user, row=row)
                except ValidationError as error:
                    form.add_error(name, [f"{upload.name[:60]}: {sentence}" for sentence in error.messages])
                    is_fine = False
        return is_fine

    def tell(self, problems):
        """The sentences at their boxes; what has none stands in the summary."""
        boxes = {name: (self.form, name) for name in self.form.fields}
        boxes |= {form.add_prefix(name): (form, name) for form in self.rows for name in form.fields}
        for name, sentences in problems.items():
            form, box = boxes.get(name, (self.form, None))
            if box not in form.errors or box is None:
                form.add_error(box, sentences)

    @property
    def has_errors(self):
        return bool(self.form.errors) or any(form.errors for form in self.rows)


@desk_view
def new(request):
    """Asks once, then begins a prefilled draft."""
    verdict = rules.can_begin(request.user)
    verdict.require()
    if request.method == "POST":
        form = ApplicationForm(request.POST, organization=request.user.organization)
        form.full_clean()
        application = actions.start_application(
            by=request.user, begun_with=form.cleaned_data.get("begun_with")
        )
        return redirect("certification_desk:edit", pk=application.pk)
    form = ApplicationForm.of(None, organization=request.user.organization)
    context = {"form": form, "rounds": queries.open_rounds(request.user.organization.region)}
    return render(request, "certification/desk/new.html", context)


@desk_view
def edit(request, pk):
    """A draft or a returned application as it was left, with what the reviewers marked."""
    application = _own(request, pk)
    if request.method == "POST":
        return _save(request, application)
    if not application.is_editable:
        return redirect("certification_desk:detail", pk=pk)
    rules.can_edit(request.user, application).require()
    return _page(request, Sheet(application, request.user, held=held.take(request)))


@desk_view
@require_POST
def autosave(request, pk):
    """Save while typing; answers with the time and the new count of edits."""
    sheet = Sheet(_own(request, pk), request.user, data=request.POST, files=request.FILES)
    try:
        return JsonResponse(_saved(sheet.save(request.user)))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)


def _save(request, application):
    sheet = Sheet(application, request.user, data=request.POST, files=request.FILES)
    try:
        sheet.application = sheet.save(request.user)
    except Refused as refusal:
        return _not_kept(request, application, refusal)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(_saved(sheet.application))
    _remove_chosen(request, application)
    is_fine = sheet.keep_files(request)
    if "add-row" in request.POST:
        row = actions.add_row(application, by=request.user)
        return redirect(reverse("certification_desk:edit", args=[application.pk]) + f"#row{row.pk}")
    if "submit" in request.POST and not sheet.is_stepping:
        return _submit(request, sheet)
    if not is_fine:
        return _page(request, sheet, status=422)
    if not sheet.is_stepping:
        messages.success(request, _("Draft saved."))
    return redirect("certification_desk:edit", pk=application.pk)


def _remove_chosen(request, application):
    chosen = request.POST.get("remove-paper", "")
    paper = application.materials.filter(pk=chosen).first() if chosen.isdecimal() else None
    if paper:
        actions.remove_paper(paper, by=request.user)
    chosen = request.POST.get("remove-row", "")
    row = application.products.filter(pk=chosen).first() if chosen.isdecimal() else None
    if row:
        actions.remove_row(row, by=request.user)


def _submit(request, sheet):
    application = Application.objects.select_related("organization__region", "region").get(
        pk=sheet.application.pk
    )
    sheet.tell(whole.problems(application))
    if sheet.has_errors:
        return _page(request, sheet, status=422)
    try:
        actions.submit_application(application, by=request.user)
    except ValidationError as error:
        sheet.tell(error.message_dict)
        return _page(request, sheet, status=422)
    messages.success(request, _("Submitted. You read here what each office decides."))
    return redirect("certification_desk:detail", pk=application.pk)


def _not_kept(request, application, refusal):
    """Somebody else was first: say so and show what was typed, to be saved again."""
    application.refresh_from_db()
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    sheet = Sheet(application, request.user, held=request.POST)
    sheet.form.initial["edits"] = application.edits
    return _page(request, sheet, status=refusal.status, conflict=refusal.sentence)


def _saved(application) -> dict:
    now = timezone.localtime().strftime("%H:%M")
    return {
        "saved": _("Saved at %(time)s") % {"time": now},
        "edits": application.edits,
        "edit": reverse("certification_desk:edit", args=[application.pk]),
        "autosave": reverse("certification_desk:autosave", args=[application.pk]),
        "submit": reverse("certification_desk:edit", args=[application.pk]),
    }


def _page(request, sheet, *, status=200, conflict=""):
    application = sheet.application
    papers = papers_of(application)
    rows = []
    for number, form in enumerate(sheet.rows, start=1):
        returned = (
            last_return(form.row.review) if form.row.review_id and form.row.state == "returned" else None
        )
        own = [paper for paper in papers if paper["row"].product_id == form.row.pk]
        marks = returned.marks if returned else {}
        boxes = [
            {"field": form[name], "marked": marks.get(name) or marks.get(f"{name}_id", "")}
            for name in form.fields
        ]
        rows.append({"form": form, "number": number, "returned": returned, "papers": own, "boxes": boxes})
    context = {
        "application": application,
        "form": sheet.form,
        "rows": rows,
        "papers": [paper for paper in papers if paper["row"].product_id is None],
        "shared": rules.can_edit_shared(request.user, application),
        "may_change_rows": rules.can_change_rows(request.user, application),
        "conflict": conflict,
        "saved": _saved(application),
        "row_errors": [form for form in sheet.rows if form.errors],
    }
    return render(request, "certification/desk/edit.html", context, status=status)
