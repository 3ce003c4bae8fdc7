import multiprocessing
import time

from portal.management.commands.serve import run_together

forking = multiprocessing.get_context("fork")


def _process(work, name):
    return forking.Process(target=work, name=name)


def test_when_one_ends_the_other_ends(capfd):
    sleeper = _process(lambda: time.sleep(60), "worker")
    started = time.monotonic()
    assert run_together([_process(lambda: None, "web"), sleeper]) == 1
    assert time.monotonic() - started < 20
    assert sleeper.exitcode == -15
    assert "web ended by itself" in capfd.readouterr().err
