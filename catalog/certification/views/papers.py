"""Papers leave private storage only here, after the rules were asked; looks at personal data are written down."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from catalog.certification import actions, rules
from catalog.certification.forms import LetterForm
from catalog.certification.models import Application, Material
from core import private


@desk_view
@require_GET
def paper(request, pk):
    """A paper or picture, for those who may see its application."""
    row = get_object_or_404(Material.objects.select_related("application", "file"), pk=pk)
    rules.can_see(request.user, row.application).require()
    if row.is_sensitive:
        actions.note_look(row, by=request.user)
    ending = row.file.file.name.rsplit(".", 1)[-1]
    name = row.title if row.title.lower().endswith(f".{ending}") else f"{row.title}.{ending}"
    return private.serve(row.file, name, as_attachment="download" in request.GET)


@desk_view
@require_POST
def letter(request, pk):
    """Add a letter while the review runs."""
    application = get_object_or_404(Application, pk=pk)
    rules.can_see(request.user, application).require()
    form = LetterForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_letter(
                application, form.cleaned_data["file"], kind=form.cleaned_data["kind"], by=request.user
            )
            messages.success(request, _("The letter is with the application."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, _("Choose a file."))
    return redirect("certification_desk:detail", pk=pk)
