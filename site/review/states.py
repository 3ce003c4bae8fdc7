"""The whole life of a review and of a task on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Life


class Status(TextChoices):
    """Where one run of a chain stands."""

    OPEN = "open", _("under review")
    PUBLICITY = "publicity", _("in publicity")
    RETURNED = "returned", _("returned for changes")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("approval withdrawn")


# Somebody still has to act before the review ends.
RUNNING = frozenset({Status.OPEN, Status.PUBLICITY, Status.RETURNED})
CONCLUDED = frozenset({Status.APPROVED, Status.REFUSED, Status.WITHDRAWN, Status.REVOKED})

REVIEW = Life(
    Status,
    [
        ("pass_step", {Status.OPEN}, Status.OPEN),
        ("start_publicity", {Status.OPEN}, Status.PUBLICITY),
        ("end_publicity", {Status.PUBLICITY}, Status.OPEN),
        ("return", {Status.OPEN}, Status.RETURNED),
        ("resubmit", {Status.RETURNED}, Status.OPEN),
        ("approve", {Status.OPEN}, Status.APPROVED),
        ("refuse", {Status.OPEN}, Status.REFUSED),
        ("fail_publicity", {Status.PUBLICITY}, Status.REFUSED),
        ("withdraw", {Status.OPEN, Status.PUBLICITY, Status.RETURNED}, Status.WITHDRAWN),
        ("revoke", {Status.APPROVED}, Status.REVOKED),
    ],
)


class TaskState(TextChoices):
    """A task waits, was done, or was taken away because another decision made it idle."""

    OPEN = "open", _("to review")
    DONE = "done", _("reviewed")
    CANCELLED = "cancelled", pgettext_lazy("task", "no longer needed")


class TaskKind(TextChoices):
    """What waits: a step of a chain, a returned draft to mend, or a task of its own."""

    STEP = "step", _("review")
    MEND = "mend", _("to mend")
    ALONE = "alone", _("to handle")


class Outcome(TextChoices):
    """What a decision says (N19, C-17)."""

    APPROVE = "approve", _("approve")
    RETURN = "return", _("return for changes")
    REFUSE = "refuse", _("refuse")
    WITHDRAW = "withdraw", _("withdraw")
    REVOKE = "revoke", _("withdraw approval")
    RESUBMIT = "resubmit", _("submit again")


# What a reviewer may choose on an open step, and which of these need words.
DECIDABLE = (Outcome.APPROVE, Outcome.RETURN, Outcome.REFUSE)
NEEDS_WORDS = frozenset({Outcome.RETURN, Outcome.REFUSE, Outcome.REVOKE, Outcome.WITHDRAW})


class Scope(TextChoices):
    """Whose turn a step is."""

    TERRITORY = "territory", _("the office of the region at the step's level")
    PARENT = "parent", _("the parent organization of the applicant")
    ASSIGNED = "assigned", _("the organization named with the application")
    COUNTERPART = "counterpart", _("the office of the partner region at the step's level")


class Mode(TextChoices):
    """How the tasks of a parallel group combine."""

    ALL = "all", _("all of them")
    ANY = "any", _("any one of them")


class Separation(TextChoices):
    """What four eyes mean at a step (design 6)."""

    ORGANIZATION = "organization", _("another organization; at the root another person")
    PERSON = "person", _("another person")
