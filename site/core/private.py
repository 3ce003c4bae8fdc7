"""Private files leave here only after the caller has asked `rules`."""

from django.core.files import File
from django.http import FileResponse

from core.models import PrivateFile

# What a browser may show in place; everything else is saved, never opened.
SHOWN_IN_PLACE = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
# The site's own policy forbids plug-ins, which is how browsers show a PDF.
POLICIES = {"application/pdf": "frame-ancestors 'self'"}
POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"


def serve(private_file: PrivateFile, filename: str, as_attachment: bool = False) -> FileResponse:
    """The file as a response that is never cached or sniffed. The caller has checked that this reader may have it."""
    content_type = private_file.content_type
    response = FileResponse(
        private_file.file.open("rb"),
        as_attachment=as_attachment or content_type not in SHOWN_IN_PLACE,
        filename=filename,
        content_type=content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = POLICIES.get(content_type, POLICY)
    return response


def copy_to(private_file: PrivateFile, field_file, name: str = "") -> None:
    """Copy the bytes into `field_file` (e.g. `image.file`) at publication; the owner is not saved here."""
    with private_file.file.open("rb") as source:
        field_file.save(name or private_file.file.name.rsplit("/", 1)[-1], File(source), save=False)
