"""The verbs of certification: the only doors to a change of rounds, applications, rows and certificates."""

from catalog.certification.actions.conclude import conclude_rows, mark_returned
from catalog.certification.actions.drafts import (
    add_row,
    discard_application,
    remove_row,
    save_draft,
    start_application,
)
from catalog.certification.actions.papers import (
    add_letter,
    add_paper,
    describe_paper,
    note_look,
    remove_paper,
)
from catalog.certification.actions.renew import renew_product
from catalog.certification.actions.rounds import close_round, open_round, reopen_round
from catalog.certification.actions.submit import submit_application, withdraw_application

__all__ = [
    "add_letter",
    "add_paper",
    "add_row",
    "close_round",
    "conclude_rows",
    "describe_paper",
    "discard_application",
    "mark_returned",
    "note_look",
    "open_round",
    "remove_paper",
    "remove_row",
    "renew_product",
    "reopen_round",
    "save_draft",
    "start_application",
    "submit_application",
    "withdraw_application",
]
