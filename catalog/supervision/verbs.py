"""Supervision's verbs in words."""

from django.utils.translation import gettext_lazy as _

from accounts.verbs import register

register(
    {
        "complaint.file": _("filed a complaint"),
        "complaint.take_up": _("began to investigate a complaint"),
        "complaint.note": _("wrote a note on a complaint"),
        "complaint.establish": _("established what a complaint is worth"),
        "complaint.answer": _("answered a complaint"),
        "complaint.dismiss": _("did not accept a complaint"),
        "complaint.escalate": _("passed a late complaint to the level above"),
        "complaint.read_contact": _("read the contact of a complainant"),
        "supervision.withdraw": _("had a product leave because of a verified violation"),
        "inspection.plan": _("planned an inspection"),
        "inspection.record": _("recorded an inspection"),
        "inspection.cancel": _("called an inspection off"),
        "blacklist.propose": _("proposed an organization for the blacklist"),
        "blacklist.decide": _("put an organization on the blacklist"),
        "blacklist.decline": _("did not adopt a proposal for the blacklist"),
        "blacklist.rehabilitate": _("restored an organization's credit"),
        "blacklist.lapse": _("ended a term of the blacklist"),
    }
)
