"""The whole life of a version of a report on one screen (state machine 2 of the requirements)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class VersionState(TextChoices):
    """Where a version stands. Only an approved one is ever public or counted."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("replaced by a correction")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("approval withdrawn")


EDITABLE = frozenset({VersionState.DRAFT, VersionState.RETURNED})
# At most one of these per report: what is being worked on.
IN_WORK = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED})

VERSION = Life(
    VersionState,
    [
        ("submit", {VersionState.DRAFT, VersionState.RETURNED}, VersionState.SUBMITTED),
        ("return", {VersionState.SUBMITTED}, VersionState.RETURNED),
        ("approve", {VersionState.SUBMITTED}, VersionState.APPROVED),
        ("refuse", {VersionState.SUBMITTED}, VersionState.REFUSED),
        ("withdraw", {VersionState.SUBMITTED, VersionState.RETURNED}, VersionState.WITHDRAWN),
        ("supersede", {VersionState.APPROVED}, VersionState.SUPERSEDED),
        ("revoke", {VersionState.APPROVED}, VersionState.REVOKED),
    ],
)
