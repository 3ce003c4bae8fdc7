"""The review kit's verbs in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "review.submit": _("submitted for review"),
        "review.open_task": _("opened a task"),
        "review.claim": _("claimed a task"),
        "review.release": _("gave a claimed task back"),
        "review.reroute": _("moved a task up"),
        "review.drop_task": _("took away a task that was no longer needed"),
        "review.pass_up": _("passed a late task to the level above"),
        "review.put_in_force": _("put a review chain in force"),
        "review.end_publicity": _("ended the publicity"),
        "review.set_publicity_end": _("set the end of a publicity"),
        "review.stop_publicity": _("stopped the clock of a publicity"),
        "review.fail_publicity": _("ended a publicity: an objection was upheld"),
        "review.approve": _("approved"),
        "review.return": _("returned for changes"),
        "review.refuse": _("refused"),
        "review.withdraw": _("withdrew a submission"),
        "review.revoke": _("withdrew an approval"),
        "review.resubmit": _("submitted again"),
    }
)
