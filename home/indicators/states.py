"""The life of a prefecture's filing on one screen (M13, M15, L06)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class FilingState(TextChoices):
    """Where a filing stands. Only an accepted one is public, frozen as it was accepted."""

    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for changes")
    ACCEPTED = "accepted", _("accepted")


EDITABLE = frozenset({FilingState.DRAFT, FilingState.RETURNED})

FILING = Life(
    FilingState,
    [
        ("submit", {FilingState.DRAFT, FilingState.RETURNED}, FilingState.SUBMITTED),
        ("return", {FilingState.SUBMITTED}, FilingState.RETURNED),
        ("accept", {FilingState.SUBMITTED}, FilingState.ACCEPTED),
        ("withdraw", {FilingState.SUBMITTED, FilingState.RETURNED}, FilingState.DRAFT),
        ("reopen", {FilingState.ACCEPTED}, FilingState.DRAFT),
    ],
)
