"""The verbs of content in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "content.confirm_by_eye": _("looked through a file by eye"),
        "content.hold_scheduled": _("held back a scheduled page"),
    }
)
