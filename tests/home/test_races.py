"""Two at once: one filing is made, one hand-in takes effect, the other gets its sentence."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts.models import Role
from core.errors import Refused
from home.indicators import actions
from home.indicators.models import Filing
from home.indicators.states import FilingState
from review import actions as review_actions
from review.models import Outcome
from tests.factories.activities import person
from tests.factories.home import FilingFactory, PeriodFactory, filing_chain, filing_task

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """What each act answered, all begun at the same moment: a value, or the refusal it raised."""
    gate, answers = Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        gate.wait()
        try:
            answers[index] = act()
        except Refused as refusal:
            answers[index] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def refusals(answers) -> int:
    return sum(isinstance(answer, Refused) for answer in answers)


def test_two_starts_at_once_make_one_filing():
    filing_chain()
    period, by, other = PeriodFactory(), person("433100"), person("433100", Role.ADMINISTRATOR)
    answers = at_once(*[lambda who=who: actions.start_filing(period, by=who) for who in (by, other)])
    assert (refusals(answers), Filing.objects.count()) == (0, 1)


def test_two_hand_ins_at_once_take_effect_once():
    filing, by = FilingFactory(whole=True), person("433100")
    answers = at_once(*[lambda: actions.submit_filing(filing, by=by)] * 2)
    filing.refresh_from_db()
    assert (refusals(answers), filing.state, filing.review.rounds.count()) == (1, FilingState.SUBMITTED, 1)


def test_taking_back_and_accepting_at_once_leave_one_ending():
    filing, by, province = FilingFactory(submitted=True), person("433100"), person("430000", Role.REVIEWER)
    task = filing_task(filing)
    answers = at_once(
        lambda: actions.withdraw_filing(filing, by=by),
        lambda: review_actions.decide(task, Outcome.APPROVE, by=province),
    )
    filing.refresh_from_db()
    assert refusals(answers) == 1
    is_accepted = filing.state == FilingState.ACCEPTED
    assert (filing.frozen is not None, filing.accepted_at is not None) == (is_accepted, is_accepted)
