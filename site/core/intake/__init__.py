"""The door for files from outside: checked by content, cleaned, named by their hash, kept in private storage.

`keep_picture` and `keep_document` raise ValidationError with one sentence for whatever must not come in.
"""

from core.intake.documents import keep_document
from core.intake.pictures import keep_picture
from core.intake.store import MOST_BYTES

__all__ = ["MOST_BYTES", "keep_document", "keep_picture"]
