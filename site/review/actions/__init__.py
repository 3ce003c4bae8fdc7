"""The verbs of review: the only doors to a change of reviews, tasks, chains and decisions."""

from review.actions.bulk import preview, start_bulk
from review.actions.chains import adopt_preset, put_in_force, revise_chain
from review.actions.claims import claim_task, release_task
from review.actions.decide import close_task, decide, decide_many, drop_task
from review.actions.ending import recheck_approval, revoke_approval, withdraw_review
from review.actions.offices import pass_up, reroute_after_close, reroute_stranded_tasks
from review.actions.publicity import (
    advance_publicity,
    refuse_in_publicity,
    set_publicity_end,
    stop_publicity,
)
from review.actions.submit import open_task, submit

__all__ = [
    "adopt_preset",
    "advance_publicity",
    "claim_task",
    "close_task",
    "decide",
    "decide_many",
    "drop_task",
    "open_task",
    "pass_up",
    "preview",
    "put_in_force",
    "recheck_approval",
    "refuse_in_publicity",
    "release_task",
    "reroute_after_close",
    "reroute_stranded_tasks",
    "revise_chain",
    "revoke_approval",
    "set_publicity_end",
    "start_bulk",
    "stop_publicity",
    "submit",
    "withdraw_review",
]
