"""The lives of what suppliers hand in, on one screen (state machine 4 of the requirements)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Life


class OnboardingState(TextChoices):
    """Where an onboarding stands; the approved one is what the supplier's standing rests on."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("replaced by a later one")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("approval withdrawn")


EDITABLE = frozenset({OnboardingState.DRAFT, OnboardingState.RETURNED})
# At most one of these per supplier: what is being worked on.
IN_WORK = frozenset({OnboardingState.DRAFT, OnboardingState.SUBMITTED, OnboardingState.RETURNED})

_REVIEWED = [
    ("submit", EDITABLE, OnboardingState.SUBMITTED),
    ("return", {OnboardingState.SUBMITTED}, OnboardingState.RETURNED),
    ("approve", {OnboardingState.SUBMITTED}, OnboardingState.APPROVED),
    ("refuse", {OnboardingState.SUBMITTED}, OnboardingState.REFUSED),
    ("withdraw", {OnboardingState.SUBMITTED, OnboardingState.RETURNED}, OnboardingState.WITHDRAWN),
    ("revoke", {OnboardingState.APPROVED}, OnboardingState.REVOKED),
]
ONBOARDING = Life(
    OnboardingState,
    [*_REVIEWED, ("supersede", {OnboardingState.APPROVED}, OnboardingState.SUPERSEDED)],
)


class AuthorizationState(TextChoices):
    """Where a supplier stands with a production base (C08, C09)."""

    REQUESTED = "requested", pgettext_lazy("authorization", "waiting for the base")
    RETURNED = "returned", _("returned for changes")
    GRANTED = "granted", pgettext_lazy("authorization", "granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", pgettext_lazy("authorization", "taken back by the base")


AUTHORIZATION = Life(
    AuthorizationState,
    [
        ("request", {AuthorizationState.RETURNED}, AuthorizationState.REQUESTED),
        ("return", {AuthorizationState.REQUESTED}, AuthorizationState.RETURNED),
        ("grant", {AuthorizationState.REQUESTED}, AuthorizationState.GRANTED),
        ("refuse", {AuthorizationState.REQUESTED}, AuthorizationState.REFUSED),
        (
            "withdraw",
            {AuthorizationState.REQUESTED, AuthorizationState.RETURNED},
            AuthorizationState.WITHDRAWN,
        ),
        ("end", {AuthorizationState.GRANTED}, AuthorizationState.ENDED),
    ],
)


class HandedInState(TextChoices):
    """Where a supply agreement or an ordinary product stands on its way through its review."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("approval withdrawn")


HANDED_IN_EDITABLE = frozenset({HandedInState.DRAFT, HandedInState.RETURNED})
HANDED_IN = Life(HandedInState, _REVIEWED)
