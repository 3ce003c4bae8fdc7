"""A paper that may come as a scan or as a document: which of the two, its first bytes say."""

from core.intake import ole
from core.intake.documents import keep_document
from core.intake.pictures import keep_picture
from core.models import PrivateFile

_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", ole.SIGNATURE)


def keep_paper(upload, *, is_demo: bool = False) -> PrivateFile:
    """Keep a PDF or Office file as it is, anything else as a picture made safe; raises ValidationError as both do."""
    upload.seek(0)
    start = upload.read(64).lstrip(b"\xef\xbb\xbf\r\n\t ")
    upload.seek(0)
    keep = keep_document if start.startswith(_DOCUMENTS) else keep_picture
    return keep(upload, is_demo=is_demo)
