"""What the verbs have in common: words as they are stored, files kept privately, what everybody may read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.supervision import rules
from core import intake

MOST_FILES = 3


def clean(field, words, *, most, compulsory="") -> str:
    """Words without the blanks around them. Raises ValidationError at `field` when they are too long or missing."""
    words = (words or "").strip()
    if "\x00" in words:
        raise ValidationError({field: _("This holds characters that are no text.")})
    if len(words) > most:
        raise ValidationError(
            {
                field: _("At most %(most)s characters; these are %(count)s.")
                % {"most": most, "count": len(words)}
            }
        )
    if compulsory and not words:
        raise ValidationError({field: str(compulsory)})
    return words


def require_public(field, place, words):
    """Raises ValidationError at `field` when words for everybody hold a number of a person."""
    verdict = rules.may_say(field, place, words)
    if not verdict:
        raise ValidationError({field: str(verdict.sentence)})


def keep_files(field, uploads, *, is_demo) -> list:
    """(private file, title) of each upload, checked by content. Raises ValidationError at `field`."""
    if len(uploads) > MOST_FILES:
        raise ValidationError({field: _("At most %(count)s files.") % {"count": MOST_FILES}})
    kept = []
    for upload in uploads:
        title = (upload.name or "").replace("\x00", "")[:200] or "file"
        try:
            kept.append((intake.keep_paper(upload, is_demo=is_demo), title))
        except ValidationError as error:
            raise ValidationError({field: [f"{title[:60]}: {words}" for words in error.messages]}) from None
    return kept
