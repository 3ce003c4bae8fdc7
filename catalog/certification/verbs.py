"""The verbs of certification in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "certification.start": _("began an application"),
        "certification.discard": _("threw an application away"),
        "certification.submit": _("submitted an application"),
        "certification.withdraw": _("took an application back"),
        "certification.letter": _("added a letter to an application"),
        "certification.look": _("looked at a paper with personal data"),
        "certification.certify": _("certified a product"),
        "certification.open_round": _("opened a round of certification"),
        "certification.close_round": _("closed a round of certification"),
        "withdrawal.propose": _("proposed a withdrawal"),
        "withdrawal.drop": _("gave a withdrawal up"),
        "withdrawal.approve": _("withdrew a product from the directory"),
        "withdrawal.refuse": _("refused a withdrawal"),
        "certification.reopen_round": _("opened a round of certification again"),
    }
)
