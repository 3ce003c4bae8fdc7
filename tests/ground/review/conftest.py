"""Toys for the kit: a process in memory, forgotten after the test."""

import pytest

from review import processes
from tests.factories.review import Toy


@pytest.fixture
def toy(hunan):
    """The process “toy” on the small Hunan."""
    made = Toy()
    yield made
    processes._processes.pop(made.key)
