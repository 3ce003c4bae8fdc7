"""The whole life of a file that is moved into the directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class Stage(TextChoices):
    """How far a file is. Nothing of it is public before `shown`, everything is from then on."""

    CHECKING = "checking", _("being checked")
    FAULTY = "faulty", _("has errors")
    CHECKED = "checked", _("ready to be moved in")
    WRITING = "writing", _("being written")
    SHOWN = "shown", _("public, entering the search")
    DONE = "done", _("moved in")
    ABANDONED = "abandoned", _("abandoned")


# Rows of such a file are being written: only one file at a time.
OPEN = frozenset({Stage.WRITING, Stage.SHOWN})

MOVING_IN = Life(
    Stage,
    [
        ("find_faulty", {Stage.CHECKING, Stage.CHECKED}, Stage.FAULTY),
        ("find_good", {Stage.CHECKING, Stage.CHECKED}, Stage.CHECKED),
        ("start", {Stage.CHECKED}, Stage.WRITING),
        ("set_back", {Stage.WRITING}, Stage.CHECKED),
        ("show", {Stage.WRITING}, Stage.SHOWN),
        ("finish", {Stage.SHOWN}, Stage.DONE),
        ("abandon", {Stage.CHECKING, Stage.CHECKED, Stage.WRITING}, Stage.ABANDONED),
    ],
)
