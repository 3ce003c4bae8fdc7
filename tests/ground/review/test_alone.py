"""Tasks without a chain that their own process handles: closed, dropped, passed up; the kit leaves them alone."""

import pytest
from django.core.exceptions import ValidationError

from core.errors import Conflict, Refused
from review import actions, rules
from review.models import Outcome, ReviewTask, TaskState
from review.routing import seat_of
from tests.factories.regions import region_at
from tests.factories.review import Toy, office, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """A process that handles its tasks on pages of its own."""
    return Toy("own", own_page=lambda pk: f"/own/{pk}/")


def waiting(toy, code="433124"):
    office("430000")
    return actions.open_task(
        toy.key,
        toy.subject(),
        by=None,
        title="投诉",
        subject_region=region_at("433124"),
        applicant=office("430000"),
        region=region_at(code),
    )


def test_kit_decides_nothing_that_has_a_page_of_its_own(own):
    county, task = person("433124"), waiting(own)
    assert not rules.can_choose(county, task, Outcome.APPROVE)
    with pytest.raises(Refused):
        actions.decide(task, Outcome.APPROVE, by=county)
    assert own.handled == []


def test_closed_task_has_its_decision_and_nobody_is_told_again(own):
    county, task = person("433124"), waiting(own)
    decision = actions.close_task(task, Outcome.APPROVE, by=county, words="已答复。")
    task.refresh_from_db()
    assert (task.state, decision.words, own.handled) == (TaskState.DONE, "已答复。", [])
    with pytest.raises(Conflict):
        actions.close_task(task, Outcome.APPROVE, by=county)


def test_stranger_closes_nothing_and_refusal_needs_words(own):
    county, task = person("433124"), waiting(own)
    with pytest.raises(Refused):
        actions.close_task(task, Outcome.APPROVE, by=person("433122"))
    with pytest.raises(ValidationError):
        actions.close_task(task, Outcome.REFUSE, by=county)


def test_dropped_task_waits_for_nobody(own):
    task = waiting(own)
    actions.drop_task(task, by=person("430000"))
    actions.drop_task(task, by=person("430000"))
    task.refresh_from_db()
    assert task.state == TaskState.CANCELLED


@pytest.mark.parametrize(
    ("staffed", "levels"),
    [
        (["433100", "430000"], ["433100", "430000", None]),
        (["430000"], ["430000", None]),
        ([], ["430000", None]),
    ],
)
def test_late_task_goes_up_level_by_level_to_the_root(own, staffed, levels):
    for code in ["433124", *staffed]:
        person(code)
    task = waiting(own)
    actions.claim_task(task, by=person("433124"))
    for level in levels:
        moved = actions.pass_up(task, days=5)
        assert (moved and moved.region_id) == level
    assert ReviewTask.objects.get().claimed_by is None


def test_seat_of_a_town_is_its_countys(own):
    person("433124")
    assert seat_of(region_at("433124109"), 3).region_id == "433124"


def test_task_page_leads_to_the_page_of_its_own(own, client, hunan):
    task = waiting(own)
    client.force_login(person("433124"))
    assert client.get(f"/desk/tasks/{task.pk}/")["Location"] == f"/own/{task.subject_id}/"
    assert f"/own/{task.subject_id}/" in client.get("/desk/").content.decode()
