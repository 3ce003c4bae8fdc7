"""The verbs of notices in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "notice.issue": _("issued a notice"),
        "notice.raise_objection": _("raised an objection"),
        "notice.uphold_objection": _("upheld an objection"),
        "notice.dismiss_objection": _("dismissed an objection"),
    }
)
