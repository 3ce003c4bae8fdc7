"""The verbs of content: confirming by eye what no machine can read."""

from django.db import transaction
from django.utils import timezone

from content import rules
from content.looks import FileLook
from core.records import record


@transaction.atomic
def confirm_by_eye(sha256: str, *, by, title="") -> FileLook:
    """Write down that `by` has looked through a file that could not be read. Raises Refused with a sentence."""
    look = FileLook.objects.select_for_update().filter(sha256=sha256).first()
    rules.can_confirm_by_eye(by, look).require()
    look.seen_by, look.seen_at = by, timezone.now()
    look.save(update_fields=["seen_by", "seen_at"])
    record("content.confirm_by_eye", look, by=by, title=title or str(look))
    return look
