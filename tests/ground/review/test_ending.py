"""Ends that no step decides: taken back, un-approved, undone by changed facts."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.errors import Conflict, Refused
from review import actions, queries
from review.models import Decision, Outcome, Status, TaskState
from tests.factories.review import chain, clerk, person, task_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(toy):
    person("433100")
    chain({"level": 2})
    return toy.submit(by=clerk())


@pytest.fixture
def approved(review):
    actions.decide(task_of(review), Outcome.APPROVE, by=person("433100"))
    review.refresh_from_db()
    return review


def test_taking_back_ends_the_review_and_its_tasks(toy, review):
    ended = actions.withdraw_review(review, by=clerk(), words=" 重写 ")
    assert (ended.status, ended.concluded_at is None) == (Status.WITHDRAWN, False)
    assert list(review.tasks.values_list("state", flat=True)) == [TaskState.CANCELLED]
    assert toy.concluded == [(review.subject_id, Status.WITHDRAWN)]
    assert Decision.objects.get(outcome=Outcome.WITHDRAW).words == "重写"


def test_others_do_not_take_it_back(review):
    with pytest.raises(Refused, match=_("Only the organization that submitted may take it back.")):
        actions.withdraw_review(review, by=person("433100"))


def test_ended_review_is_not_taken_back(toy, approved):
    with pytest.raises(Conflict):
        actions.withdraw_review(approved, by=clerk())
    assert toy.concluded == [(approved.subject_id, Status.APPROVED)]


@pytest.mark.parametrize("code", ["433100", "430000"])
def test_equal_or_higher_level_withdraws_an_approval(toy, approved, code):
    office = person(code)
    ended = actions.revoke_approval(approved, by=office, words="数据重复")
    assert (ended.status, queries.standing_approval(ended)) == (Status.REVOKED, None)
    decision = Decision.objects.get(outcome=Outcome.REVOKE)
    assert (decision.words, decision.actor, decision.organization) == (
        "数据重复",
        office,
        office.organization,
    )
    assert toy.concluded == [(approved.subject_id, Status.APPROVED), (approved.subject_id, Status.REVOKED)]


def test_lower_level_does_not(approved):
    with pytest.raises(Refused, match=_("Only the same or a higher level may withdraw an approval.")):
        actions.revoke_approval(approved, by=person("433124"), words="x")


def test_reason_is_compulsory(approved):
    with pytest.raises(ValidationError) as missing:
        actions.revoke_approval(approved, by=person("433100"), words=" ")
    assert missing.value.message_dict == {"words": [_("Give the reason: it stays in the history.")]}
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED


def test_withdrawn_approval_is_not_withdrawn_again(toy, approved):
    actions.revoke_approval(approved, by=person("433100"), words="重复")
    with pytest.raises(Conflict):
        actions.revoke_approval(approved, by=person("430000"), words="重复")
    assert len(toy.concluded) == 2


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, True),
        ({"words": {"title": "改过的标题"}}, True),
        ({"amount": 2}, False),
        ({"evidence": {"picture-1": "ff"}}, False),
    ],
)
def test_changed_facts_undo_an_approval_but_polished_words_do_not(toy, approved, change, stands):
    toy.change(approved.subject_id, **change)
    assert actions.recheck_approval(approved) == stands
    approved.refresh_from_db()
    assert approved.status == (Status.APPROVED if stands else Status.REVOKED)
    # Said once: a second look finds the same and tells nobody.
    assert actions.recheck_approval(approved) == stands
    assert len(toy.concluded) == (1 if stands else 2)


def test_undone_by_the_system_names_no_person(toy, approved):
    toy.change(approved.subject_id, amount=2)
    actions.recheck_approval(approved)
    decision = Decision.objects.get(outcome=Outcome.REVOKE)
    assert (decision.actor, decision.organization, decision.region_id) == (None, None, "433124")
    assert decision.words == _("The facts are no longer those that were decided on.")


def test_running_review_has_no_standing_approval(review):
    assert queries.standing_approval(review) is None
    assert not actions.recheck_approval(review)
