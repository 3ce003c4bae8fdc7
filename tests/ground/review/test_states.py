"""The life of a review, verb by verb and state by state."""

import pytest

from core.errors import Conflict
from review.models import Decision, Outcome, Status, TaskKind, TaskState
from review.states import CONCLUDED, DECIDABLE, NEEDS_WORDS, REVIEW, RUNNING

# verb → the states it starts in and the one it leads to; all others refuse.
TABLE = {
    "pass_step": ({"open"}, "open"),
    "start_publicity": ({"open"}, "publicity"),
    "end_publicity": ({"publicity"}, "open"),
    "return": ({"open"}, "returned"),
    "resubmit": ({"returned"}, "open"),
    "approve": ({"open"}, "approved"),
    "refuse": ({"open"}, "refused"),
    "fail_publicity": ({"publicity"}, "refused"),
    "withdraw": ({"open", "publicity", "returned"}, "withdrawn"),
    "revoke": ({"approved"}, "revoked"),
}


@pytest.mark.parametrize("state", Status.values)
@pytest.mark.parametrize("verb", TABLE)
def test_verb_from_state(verb, state):
    sources, target = TABLE[verb]
    if state in sources:
        assert REVIEW.after(verb, state) == target
        return
    with pytest.raises(Conflict) as refused:
        REVIEW.after(verb, state)
    assert str(Status(state).label) in str(refused.value)


def test_table_is_whole():
    assert set(REVIEW.arrows) == set(TABLE)


def test_every_state_runs_or_has_ended():
    assert set(Status) == RUNNING | CONCLUDED
    assert frozenset() == RUNNING & CONCLUDED


def test_an_end_is_left_only_by_revoking():
    leaving = {(verb, state) for verb, arrow in REVIEW.arrows.items() for state in arrow.sources & CONCLUDED}
    assert leaving == {("revoke", Status.APPROVED)}


def test_every_state_is_reached():
    assert {arrow.target for arrow in REVIEW.arrows.values()} == set(Status.values)


def test_diagram_draws_every_arrow():
    lines = REVIEW.mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert len(lines) - 1 == sum(len(sources) for sources, _target in TABLE.values())
    assert "    approved --> revoked: revoke" in lines


def test_approval_alone_needs_no_words():
    assert set(DECIDABLE) - NEEDS_WORDS == {Outcome.APPROVE}


@pytest.mark.parametrize("choices", [Status, TaskState, TaskKind, Outcome])
def test_values_fit_their_columns(choices):
    assert max(len(value) for value in choices.values) <= Decision._meta.get_field("outcome").max_length
