"""The lives of rounds, applications, their product rows and certificates (state machine 3 of the requirements)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class RoundState(TextChoices):
    """Whether a round (批次) takes applications."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


ROUND = Life(
    RoundState,
    [("close", {RoundState.OPEN}, RoundState.CLOSED), ("reopen", {RoundState.CLOSED}, RoundState.OPEN)],
)


class ApplicationState(TextChoices):
    """Where an application stands; its rows may part ways."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    CONCLUDED = "concluded", _("concluded")
    WITHDRAWN = "withdrawn", _("withdrawn")


APPLICATION = Life(
    ApplicationState,
    [
        ("submit", {ApplicationState.DRAFT, ApplicationState.RETURNED}, ApplicationState.SUBMITTED),
        ("return", {ApplicationState.SUBMITTED}, ApplicationState.RETURNED),
        (
            "conclude",
            {ApplicationState.SUBMITTED, ApplicationState.RETURNED},
            ApplicationState.CONCLUDED,
        ),
        (
            "withdraw",
            {ApplicationState.SUBMITTED, ApplicationState.RETURNED},
            ApplicationState.WITHDRAWN,
        ),
    ],
)


class RowState(TextChoices):
    """Where one product of an application stands."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    CERTIFIED = "certified", _("certified")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("certification withdrawn")


EDITABLE = frozenset({RowState.DRAFT, RowState.RETURNED})
RUNNING = frozenset({RowState.SUBMITTED, RowState.RETURNED})
ENDED = frozenset({RowState.CERTIFIED, RowState.REFUSED, RowState.WITHDRAWN, RowState.REVOKED})

ROW = Life(
    RowState,
    [
        ("submit", {RowState.DRAFT, RowState.RETURNED}, RowState.SUBMITTED),
        ("return", {RowState.SUBMITTED}, RowState.RETURNED),
        ("certify", {RowState.SUBMITTED}, RowState.CERTIFIED),
        ("refuse", {RowState.SUBMITTED}, RowState.REFUSED),
        ("withdraw", {RowState.SUBMITTED, RowState.RETURNED}, RowState.WITHDRAWN),
        ("revoke", {RowState.CERTIFIED}, RowState.REVOKED),
    ],
)


class CertificateState(TextChoices):
    """Whether a certificate stands; that its year is over, its dates say."""

    VALID = "valid", _("valid")
    REPLACED = "replaced", _("replaced by a newer one")
    WITHDRAWN = "withdrawn", _("withdrawn")


CERTIFICATE = Life(
    CertificateState,
    [
        ("replace", {CertificateState.VALID}, CertificateState.REPLACED),
        ("withdraw", {CertificateState.VALID}, CertificateState.WITHDRAWN),
    ],
)
