"""The door for files from outside: checked by content, cleaned, named by their hash, kept in private storage.

`keep_picture`, `keep_document` and `keep_paper` (either of them) raise ValidationError with one sentence for what
must not come in; so do `check_picture` and `check_document`, which leave the file where it is (the media library keeps
its own).
"""

from core.intake.documents import check_document, keep_document
from core.intake.papers import keep_paper
from core.intake.pictures import check_picture, keep_picture, without_traces
from core.intake.store import MOST_BYTES

__all__ = [
    "MOST_BYTES",
    "check_document",
    "check_picture",
    "keep_document",
    "keep_paper",
    "keep_picture",
    "without_traces",
]
