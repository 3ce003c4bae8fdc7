"""The whole life of a trade record on one screen (state machine 1 of the requirements)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Life


class RecordState(TextChoices):
    """Where a record stands, in the guide's own words (N16-N20). Only an approved one is ever counted."""

    DRAFT = "draft", _("draft")
    FILLED = "filled", pgettext_lazy("trade record", "filled")
    SUBMITTED = "submitted", pgettext_lazy("trade record", "submitted")
    RETURNED = "returned", pgettext_lazy("trade record", "returned for changes")
    APPROVED = "approved", pgettext_lazy("trade record", "approved")
    SUPERSEDED = "superseded", _("replaced by a correction")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("approval withdrawn")


EDITABLE = frozenset({RecordState.DRAFT, RecordState.RETURNED})
# Somebody above has to act: 待审核.
TO_REVIEW = frozenset({RecordState.FILLED, RecordState.SUBMITTED})
# Decided by somebody above: 已审核 (N18).
REVIEWED = frozenset(
    {
        RecordState.APPROVED,
        RecordState.RETURNED,
        RecordState.REFUSED,
        RecordState.SUPERSEDED,
        RecordState.REVOKED,
    }
)
# At most one correction of a record may be in one of these.
IN_WORK = EDITABLE | TO_REVIEW
# In these the facts may be incomplete: the reporter is still writing, or stopped writing.
MAY_BE_INCOMPLETE = EDITABLE | {RecordState.WITHDRAWN}
# What once was approved: the province sees these and nothing else (N21).
ONCE_APPROVED = frozenset({RecordState.APPROVED, RecordState.SUPERSEDED, RecordState.REVOKED})

RECORD = Life(
    RecordState,
    [
        ("fill", EDITABLE, RecordState.FILLED),
        ("submit", EDITABLE, RecordState.SUBMITTED),
        ("pass", {RecordState.FILLED}, RecordState.SUBMITTED),
        ("return", TO_REVIEW, RecordState.RETURNED),
        ("approve", IN_WORK - {RecordState.RETURNED}, RecordState.APPROVED),
        ("refuse", TO_REVIEW, RecordState.REFUSED),
        ("withdraw", TO_REVIEW | {RecordState.RETURNED}, RecordState.WITHDRAWN),
        ("supersede", {RecordState.APPROVED}, RecordState.SUPERSEDED),
        ("revoke", {RecordState.APPROVED}, RecordState.REVOKED),
    ],
)
