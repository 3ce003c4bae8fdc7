"""The verbs of supervision: complaints, clocks, the blacklist, inspections, and what a violation leads to."""

from catalog.supervision.actions.blacklist import (
    blacklist_organization,
    decline_blacklisting,
    propose_blacklisting,
    rehabilitate,
)
from catalog.supervision.actions.clock import escalate_late, lapse_blacklistings
from catalog.supervision.actions.filing import file_complaint
from catalog.supervision.actions.handling import (
    add_note,
    answer_complaint,
    dismiss_complaint,
    establish,
    read_contact,
    take_up,
)
from catalog.supervision.actions.inspections import cancel_inspection, plan_inspection, record_inspection
from catalog.supervision.actions.measures import open_withdrawal

__all__ = [
    "add_note",
    "answer_complaint",
    "blacklist_organization",
    "cancel_inspection",
    "decline_blacklisting",
    "dismiss_complaint",
    "escalate_late",
    "establish",
    "file_complaint",
    "lapse_blacklistings",
    "open_withdrawal",
    "plan_inspection",
    "propose_blacklisting",
    "read_contact",
    "record_inspection",
    "rehabilitate",
    "take_up",
]
