"""The life of a withdrawal from the directory (退出目录, I09-I15)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class WithdrawalState(TextChoices):
    """Where a withdrawal stands. Only an approved one takes the product off the list."""

    PROPOSED = "proposed", _("proposed")
    SUBMITTED = "submitted", _("under review")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    DROPPED = "dropped", _("not pursued")


# At most one of these per product.
RUNNING = frozenset({WithdrawalState.PROPOSED, WithdrawalState.SUBMITTED, WithdrawalState.RETURNED})
CONCLUDED = frozenset({WithdrawalState.APPROVED, WithdrawalState.REFUSED, WithdrawalState.DROPPED})

WITHDRAWAL = Life(
    WithdrawalState,
    [
        (
            "submit",
            {WithdrawalState.PROPOSED, WithdrawalState.RETURNED},
            WithdrawalState.SUBMITTED,
        ),
        ("return", {WithdrawalState.SUBMITTED}, WithdrawalState.RETURNED),
        ("approve", {WithdrawalState.SUBMITTED}, WithdrawalState.APPROVED),
        ("refuse", {WithdrawalState.SUBMITTED}, WithdrawalState.REFUSED),
        ("drop", RUNNING, WithdrawalState.DROPPED),
    ],
)
