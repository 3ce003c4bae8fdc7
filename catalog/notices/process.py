"""What the review kit needs to know of objections: tasks without a chain, answered on their own page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from review import processes
from review.content import Content
from review.processes import Process

KEY = "objection"


def content_of(objection_ids) -> dict[int, Content]:
    """The words of objections; there is nothing to approve in them."""
    from catalog.notices.models import Objection

    rows = Objection.objects.filter(pk__in=objection_ids).values_list("pk", "words")
    return {pk: Content(facts={}, evidence={}, words={"words": words}) for pk, words in rows}


def register():
    """Make the process known; called when the app is ready, before models may be queried."""
    processes.register(
        Process(
            key=KEY,
            label=_("objection"),
            content_of=content_of,
            own_page=lambda objection_id: reverse("notices_desk:objection", args=[objection_id]),
        )
    )
