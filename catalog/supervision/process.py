"""What the review kit must know: complaints and proposals stand in the one inbox and have pages of their own."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from review import processes
from review.processes import Process

COMPLAINT, BLACKLISTING = "complaint", "blacklisting"


def _nothing(ids):
    return {}


def register():
    """Make both known; called when the app is ready."""
    processes.register(
        Process(
            key=COMPLAINT,
            label=_("complaint"),
            content_of=_nothing,
            own_page=lambda pk: reverse("supervision_desk:complaint", args=[pk]),
        )
    )
    processes.register(
        Process(
            key=BLACKLISTING,
            label=_("proposal for the blacklist"),
            content_of=_nothing,
            own_page=lambda pk: reverse("supervision_desk:entry", args=[pk]),
        )
    )
