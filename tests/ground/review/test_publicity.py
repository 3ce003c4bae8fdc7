"""Publicity that begins with a notice: who publicises, when it ends, what stops it (H01-H04, C-03)."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from core.errors import Conflict
from organizations.models import Kind
from review import actions, processes
from review.models import Decision, Outcome, Status
from review.processes import NOTICE_COLUMNS
from tests.factories.review import Toy, chain, open_seats, person, task_of

pytestmark = pytest.mark.django_db

UNTIL = datetime.date(2026, 12, 1)


@pytest.fixture
def noticed(hunan):
    """A process that is publicised by notices, its two county bureaus in parallel, then the city."""
    chain(
        {"order": 1, "level": 3, "organization_kind": Kind.AGRICULTURE_BUREAU, "publicity_days": 5},
        {"order": 1, "level": 3, "publicity_days": 5},
        {"order": 2, "level": 2},
    )
    yield Toy(publicises=True)
    processes._processes.pop("toy")


def start(toy):
    """A review in publicity, and somebody of the county's office."""
    bureau, office = person("433124", kind=Kind.AGRICULTURE_BUREAU), person("433124")
    person("433100")
    supplier = person("433124", kind=Kind.SUPPLIER, role="administrator")
    review = toy.submit(by=supplier)
    for reviewer, kind in ((office, Kind.ASSISTANCE_OFFICE), (bureau, Kind.AGRICULTURE_BUREAU)):
        actions.decide(task_of(review, organization_kind=kind), Outcome.APPROVE, by=reviewer)
    review.refresh_from_db()
    return review, office


def test_publicity_of_a_notice_waits_for_it(noticed):
    review, _office = start(noticed)
    assert (review.status, review.publicity_until, open_seats(review)) == (Status.PUBLICITY, None, [])
    assert actions.advance_publicity(datetime.date(2030, 1, 1)) == 0


def test_publicity_names_the_assistance_office_of_a_parallel_group(noticed):
    review, _office = start(noticed)
    assert review.publicity_region_id == "433124"
    assert review.publicity_step.organization_kind == Kind.ASSISTANCE_OFFICE


def test_end_set_lets_the_review_go_on_after_it(noticed):
    review, office = start(noticed)
    [review] = actions.set_publicity_end([review], UNTIL, by=office)
    assert actions.advance_publicity(UNTIL) == 0
    assert actions.advance_publicity(UNTIL + datetime.timedelta(days=1)) == 1
    review.refresh_from_db()
    assert (review.status, open_seats(review)) == (Status.OPEN, [("433100", Kind.ASSISTANCE_OFFICE)])


def test_end_moved_later_holds(noticed):
    review, office = start(noticed)
    actions.set_publicity_end([review], UNTIL, by=office)
    later = UNTIL + datetime.timedelta(days=2)
    assert actions.set_publicity_end([review], later, by=None)[0].publicity_until == later


def test_end_moved_earlier_is_refused(noticed):
    review, office = start(noticed)
    actions.set_publicity_end([review], UNTIL, by=office)
    with pytest.raises(Conflict, match="只能后延"):
        actions.set_publicity_end([review], UNTIL - datetime.timedelta(days=1), by=office)
    review.refresh_from_db()
    assert review.publicity_until == UNTIL


def test_stopped_publicity_does_not_go_on(noticed):
    review, office = start(noticed)
    actions.set_publicity_end([review], UNTIL, by=office)
    actions.stop_publicity(review, by=None)
    assert actions.advance_publicity(datetime.date(2030, 1, 1)) == 0


def test_upheld_objection_refuses_the_review(noticed):
    review, office = start(noticed)
    actions.set_publicity_end([review], UNTIL, by=office)
    review = actions.refuse_in_publicity(review, by=office, words="产地不实。")
    assert (review.status, noticed.concluded) == (Status.REFUSED, [(review.subject_id, Status.REFUSED)])
    decision = Decision.objects.latest("pk")
    assert (decision.outcome, decision.words, decision.organization) == (
        Outcome.REFUSE,
        "产地不实。",
        office.organization,
    )


@pytest.mark.parametrize(
    "verb",
    [
        lambda review, by: actions.set_publicity_end([review], UNTIL, by=by),
        lambda review, by: actions.stop_publicity(review, by=by),
        lambda review, by: actions.refuse_in_publicity(review, by=by, words="产地不实。"),
    ],
)
def test_verbs_refuse_a_review_outside_publicity(noticed, verb):
    review, office = start(noticed)
    actions.refuse_in_publicity(review, by=office, words="产地不实。")
    with pytest.raises(Conflict, match="已不在公示期内"):
        verb(review, office)


def test_publicity_ended_by_objection_needs_words(noticed):
    review, office = start(noticed)
    with pytest.raises(ValidationError):
        actions.refuse_in_publicity(review, by=office, words=" ")
    review.refresh_from_db()
    assert review.status == Status.PUBLICITY


def test_notice_has_the_seven_columns_of_the_regulation():
    assert NOTICE_COLUMNS == (
        "region_id",
        "unit",
        "product",
        "category",
        "people",
        "value",
        "certified_by",
    )
