"""The verbs of reports in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "activity.start": _("began a report"),
        "activity.start_correction": _("began a correction"),
        "activity.submit": _("submitted a report"),
        "activity.discard": _("discarded a draft"),
        "activity.publish": _("published a report"),
        "activity.unpublish": _("took a report from public view"),
    }
)
