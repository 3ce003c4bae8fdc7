"""The verbs of statistics forms in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "filing.start": _("began a statistics form"),
        "filing.save": _("changed a statistics form"),
        "filing.attach": _("attached a file to a statistics form"),
        "filing.submit": _("submitted a statistics form"),
        "filing.draft": _("took a statistics form back"),
        "filing.returned": _("returned a statistics form"),
        "filing.accepted": _("accepted a statistics form"),
    }
)
