"""The verbs of notices: the only door to any change of them."""

from catalog.notices.actions.advance import advance_notices
from catalog.notices.actions.answers import answer_objection
from catalog.notices.actions.issue import correct_notice, issue_notice
from catalog.notices.actions.objections import raise_objection

__all__ = [
    "advance_notices",
    "answer_objection",
    "correct_notice",
    "issue_notice",
    "raise_objection",
]
