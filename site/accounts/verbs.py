"""What the verbs of the record are called on the page “who did what”; every app brings its own `verbs.py`."""

from django.utils.translation import gettext_lazy as _

_labels: dict[str, object] = {}


def register(labels: dict[str, object]) -> None:
    """Name verbs (`"review.claim": _("claimed a task")`); called by an app's `verbs.py`, found when the site starts."""
    _labels.update(labels)


def label(verb: str) -> str:
    """The words for a verb; one that nobody has named is shown as it is."""
    return str(_labels.get(verb, verb))


register(
    {
        "account.open": _("opened an account"),
        "account.register": _("registered"),
        "account.suspend": _("suspended an account"),
        "account.resume": _("resumed an account"),
        "account.hand_over": _("handed an account over"),
        "organization.open": _("opened an organization"),
        "organization.rename": _("changed an organization's name"),
        "organization.complete_name": _("completed an organization's name"),
        "organization.adopt_code": _("took over an approved credit code"),
        "organization.close": _("closed an organization"),
        "organization.bar": _("barred an organization from the directory"),
        "organization.lift_bar": _("lifted the bar of an organization"),
        "organization.take_back": _("took back an organization opened for a file"),
    }
)
