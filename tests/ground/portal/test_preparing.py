import os

import pytest

from portal import preparing


@pytest.fixture
def step(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    file = tmp_path / "data.csv"
    file.write_text("1")
    runs = []

    def run(work=None, is_forced=False):
        done = len(runs)
        preparing.stamped(
            lambda line: None,
            "Loading",
            work or (lambda: runs.append(1)),
            [file],
            "data",
            is_forced=is_forced,
        )
        return len(runs) > done

    run.file = file
    return run


def test_step_runs_once_while_nothing_changes(step):
    assert [step(), step()] == [True, False]


def test_step_runs_again_when_a_file_changed(step):
    step()
    step.file.write_text("22")
    assert [step(), step()] == [True, False]


def test_step_runs_again_when_only_the_time_changed(step):
    step()
    os.utime(step.file, ns=(1, 1))
    assert step() is True


def test_step_runs_when_forced(step):
    step()
    assert step(is_forced=True) is True


def test_step_that_failed_is_not_taken_for_done(step):
    with pytest.raises(ZeroDivisionError):
        step(work=lambda: 1 / 0)
    assert step() is True


def test_step_says_what_it_does_and_how_long_it_took(step, settings):
    said = []
    preparing.stamped(said.append, "Loading", lambda: None, [step.file], "other", is_forced=False)
    assert said == ["Loading …", "Loading: 0 s"]


@pytest.mark.django_db
def test_migrated_database_has_nothing_to_run():
    assert preparing._has_migrations_to_run() is False
