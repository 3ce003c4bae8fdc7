"""The verbs of activity reports: the only doors to a change of versions and their pages."""

from activities.actions.drafts import (
    add_attachment,
    add_picture,
    describe_picture,
    discard_draft,
    remove_attachment,
    remove_picture,
    save_draft,
    start_correction,
    start_report,
)
from activities.actions.publish import conclude_reports
from activities.actions.submit import mark_returned, submit_report, withdraw_version

__all__ = [
    "add_attachment",
    "add_picture",
    "conclude_reports",
    "describe_picture",
    "discard_draft",
    "mark_returned",
    "remove_attachment",
    "remove_picture",
    "save_draft",
    "start_correction",
    "start_report",
    "submit_report",
    "withdraw_version",
]
