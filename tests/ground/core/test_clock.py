from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from core import clock

NOW = timezone.now()


@pytest.fixture
def timers(monkeypatch):
    monkeypatch.setattr(clock, "_timers", {})
    return []


def test_timer_runs_when_due_and_not_before(timers):
    clock.register("five", 5, lambda: timers.append("five"))
    assert clock.tick(NOW) == ["five"]
    assert clock.tick(NOW + timedelta(minutes=4)) == []
    assert clock.tick(NOW + timedelta(minutes=5)) == ["five"]
    assert timers == ["five", "five"]


def test_timer_missed_for_a_week_runs_once(timers):
    clock.register("five", 5, lambda: timers.append("five"))
    clock.tick(NOW)
    assert clock.tick(NOW + timedelta(days=7)) == ["five"]
    assert timers == ["five", "five"]


def test_failing_timer_holds_up_no_other_and_is_due_again(timers):
    clock.register("bad", 60, lambda: timers.append("bad") or 1 / 0)
    clock.register("good", 60, lambda: timers.append("good"))
    assert clock.tick(NOW) == ["good"]
    assert clock.tick(NOW + timedelta(minutes=1)) == []
    assert timers == ["bad", "good", "bad"]


def test_timer_that_is_running_elsewhere_is_left_alone(timers):
    clock.register("slow", 5, lambda: timers.append(clock.tick(NOW)))
    assert clock.tick(NOW) == ["slow"]
    assert timers == [[]]


def test_lock_of_a_dead_run_expires(timers):
    clock.register("five", 5, lambda: timers.append("five"))
    cache.add("clock.lock.five", True, 0.01)
    while cache.get("clock.lock.five"):
        pass
    assert clock.tick(NOW) == ["five"]


def test_same_name_is_one_timer(timers):
    clock.register("one", 5, lambda: timers.append("old"))
    clock.register("one", 5, lambda: timers.append("new"))
    clock.tick(NOW)
    assert timers == ["new"]


def test_command_names_what_it_ran(timers, capsys):
    clock.register("five", 5, lambda: None)
    call_command("tick")
    assert capsys.readouterr().out == "five\n"


@pytest.mark.django_db
def test_stranded_jobs_have_a_timer():
    assert "core.resume_stranded_jobs" in [timer.name for timer in clock.registered()]
