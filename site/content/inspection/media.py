"""The media library: files on the disk, what stands in them, pictures with words and in every size."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from content import looking, shown
from content.inspection.findings import Check, edit_document, edit_picture
from content.models import AppDocument, AppImage
from content.pictures import SPECS
from content.queries import KIND_WORDS
from core import personal
from core.reading import place_words

CHUNK = 200


def check_documents(allowed_marks, findings, on_progress):
    """Every public file, its content looked through once: numbers of people, unread places, missing files."""
    last = done = 0
    while documents := list(AppDocument.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = documents[-1].pk
        said = shown.Shown()
        for document in documents:
            if document.file.storage.exists(document.file.name):
                shown.of_document(document, said, name=str(document.pk), place="")
            else:
                findings.add(
                    Check.FILES, document.title, _("The file is not there."), edit_document(document.pk)
                )
        looks = looking.looks_of(said.files)
        for document in documents:
            _tell(document, looks.get(document.sha256), allowed_marks, findings)
        done += len(documents)
        on_progress(done)


def _tell(document, look, allowed_marks, findings):
    url = edit_document(document.pk)
    for hit in personal.find(document.title):
        if looking.mark_of(hit.digits) not in allowed_marks:
            findings.add(Check.NUMBERS, document.title, f"{KIND_WORDS[hit.kind]} ({hit.masked})", url)
    if look is None:
        return
    for entry in look.findings:
        if entry["mark"] not in allowed_marks:
            words = f"{place_words(entry['place'])}: {KIND_WORDS[personal.Kind(entry['kind'])]} ({entry['masked']})"
            findings.add(Check.NUMBERS, document.title, words, url)
    if look.waits_for_eyes:
        findings.add(Check.UNREAD, document.title, "; ".join(look.unread[:5]), url, sha256=look.sha256)


def check_pictures(allowed_marks, findings):
    """Pictures without words for those who do not see them, and those whose public sizes are not made."""
    for pk, title in AppImage.objects.filter(alt="").values_list("pk", "title").iterator():
        findings.add(Check.PICTURES, title, _("No alternative text."), edit_picture(pk))
    made = Count("renditions__filter_spec", filter=Q(renditions__filter_spec__in=SPECS), distinct=True)
    unmade = AppImage.objects.annotate(made=made).filter(made__lt=len(SPECS))
    for pk, title in unmade.values_list("pk", "title").iterator():
        findings.add(Check.RENDITIONS, title, _("A size that pages show is not made yet."), edit_picture(pk))
    words = AppImage.objects.values_list("pk", "title", "alt").iterator()
    for pk, title, alt in words:
        for hit in personal.find(f"{title}\n{alt}"):
            if looking.mark_of(hit.digits) not in allowed_marks:
                findings.add(Check.NUMBERS, title, f"{KIND_WORDS[hit.kind]} ({hit.masked})", edit_picture(pk))
