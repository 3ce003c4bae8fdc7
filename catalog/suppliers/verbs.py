"""What the verbs of suppliers are called on the page “who did what”."""

from django.utils.translation import gettext_lazy as _

from accounts import verbs

verbs.register(
    {
        "supplier.recognise": _("took over an approved supplier"),
        "supplier.start": _("began an onboarding"),
        "supplier.add_paper": _("added a paper"),
        "supplier.remove_paper": _("took a paper off a draft"),
        "supplier.submit": _("submitted an onboarding"),
        "supplier.approve": _("approved a supplier"),
        "supplier.end": _("ended a supplier's approval"),
        "supplier.view_file": _("opened a file with personal data"),
        "supplier.request_base": _("asked a production base for its authorization"),
        "supplier.answer_base": _("answered for a production base"),
        "supplier.hand_in_agreement": _("handed in a supply agreement"),
        "supplier.end_agreement": _("a supply agreement was decided on"),
    }
)
