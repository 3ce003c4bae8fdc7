"""The whole life of a notice's line and of an objection on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Life


class LineState(TextChoices):
    """Where one row of a notice stands; each goes its own way."""

    OPEN = "open", pgettext_lazy("line of a notice", "in publicity")
    STOPPED = "stopped", _("clock stopped by an objection")
    PASSED = "passed", _("publicity over, no standing objection")
    REMOVED = "removed", _("objection upheld, removed")
    WITHDRAWN = "withdrawn", _("withdrawn or revoked")


# Still before the public: may be objected to.
STANDING = frozenset({LineState.OPEN, LineState.STOPPED})

LINE = Life(
    LineState,
    [
        ("stop", {LineState.OPEN}, LineState.STOPPED),
        ("resume", {LineState.STOPPED}, LineState.OPEN),
        ("pass", {LineState.OPEN}, LineState.PASSED),
        ("remove", {LineState.OPEN, LineState.STOPPED}, LineState.REMOVED),
        ("withdraw", {LineState.OPEN, LineState.STOPPED, LineState.PASSED}, LineState.WITHDRAWN),
    ],
)


class ObjectionState(TextChoices):
    """An objection waits for its answer, or has it."""

    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("dismissed")


OBJECTION = Life(
    ObjectionState,
    [
        ("uphold", {ObjectionState.OPEN}, ObjectionState.UPHELD),
        ("dismiss", {ObjectionState.OPEN}, ObjectionState.DISMISSED),
    ],
)


class NoticeEventKind(TextChoices):
    """What happens to a notice after it was opened; all of it is shown."""

    OPENED = "opened", _("publicity opened")
    STOPPED = "stopped", _("clock of a row stopped by an objection")
    RESUMED = "resumed", _("objection dismissed, the remaining days go on")
    REMOVED = "removed", _("objection upheld, row removed")
    ANSWERED = "answered", _("objection answered")
    MOVED = "moved", _("end moved later by the calendar of working days")
    CONFIRMED = "confirmed", _("calendar of working days confirmed")
    PASSED = "passed", _("publicity over")
    WITHDRAWN = "withdrawn", _("row withdrawn or revoked")
    CORRECTED = "corrected", _("corrected by a new notice")
    CLOSED = "closed", _("notice closed")
