"""Late complaints go up once per level; terms of the blacklist end: twice, late, after a week."""

import datetime

import pytest
from django.utils import timezone

from catalog.supervision import actions
from catalog.supervision.models import Blacklisting, Complaint
from catalog.supervision.states import BlacklistState, ComplaintState, Happening
from core import workdays
from core.errors import Refused
from tests.factories.supervision import blacklisting, complaint, days, handler, offices

pytestmark = pytest.mark.django_db


def make_late(made, by=1):
    Complaint.objects.filter(pk=made.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=by))


def seats(made):
    return [event.organization.region_id for event in made.events.filter(kind=Happening.ESCALATED)]


def test_late_complaint_goes_up_once_per_level_and_stays_at_the_root():
    county, city, _province = offices()
    made = complaint("investigating")
    make_late(made)
    assert actions.escalate_late() == 1
    made = Complaint.objects.get(pk=made.pk)
    assert (made.state, made.task.region_id) == (ComplaintState.ESCALATED, "433100")
    assert made.due_on == made.task.due_on == workdays.add_workdays(timezone.localdate(), 15)
    assert actions.escalate_late() == 0
    with pytest.raises(Refused):
        actions.take_up(made, by=county)
    assert actions.take_up(made, by=city).state == ComplaintState.INVESTIGATING

    make_late(made, by=7)
    assert actions.escalate_late() == 1
    assert seats(made) == ["433100", "430000"]
    make_late(made, by=30)
    assert actions.escalate_late() == 0
    assert seats(made) == ["433100", "430000"]


def test_level_without_an_office_is_passed_over():
    handler("433124"), handler("430000")
    made = complaint()
    make_late(made)
    actions.escalate_late()
    assert seats(made) == ["430000"]


def test_complaint_on_its_last_day_stays():
    offices()
    made = complaint()
    Complaint.objects.filter(pk=made.pk).update(due_on=timezone.localdate())
    assert actions.escalate_late() == 0


def test_answered_complaint_is_never_late():
    offices()
    made = complaint("answered")
    make_late(made, by=100)
    assert actions.escalate_late() == 0


def test_term_of_the_blacklist_ends_by_itself():
    made = blacklisting(until=days(30))
    assert actions.lapse_blacklistings(days(30)) == 0
    assert actions.lapse_blacklistings(days(31)) == 1
    assert actions.lapse_blacklistings(days(31)) == 0
    made.refresh_from_db()
    assert (made.state, made.ended_on) == (BlacklistState.LAPSED, made.until)
    assert Blacklisting.objects.public().count() == 1
