"""A small demo province: three cities, their counties, people by the demo's own hand."""

import random
from datetime import date, timedelta

import pytest

from activities import reference
from demo import library, people, reports, seed
from tests.factories.activities import activity_index, chain_in_force


@pytest.fixture
def province(hunan):
    """Everyone who works in the small Hunan."""
    activity_index()
    chain_in_force()
    reference.load(lambda *told: None)
    return people.open_province(random.Random(1))


@pytest.fixture
def shared(province):
    """What stories and generated reports share."""
    return {
        "rng": province.rng,
        "province": province,
        "kinds": seed.kinds_by_story(),
        "partners": seed.partners(),
        "pictures": library.stock_pictures(),
    }


@pytest.fixture
def stage(shared):
    """For playing scripts."""
    return reports.Stage(**shared)


@pytest.fixture
def month():
    """A first and a last day, both over."""
    last = date.today() - timedelta(days=1)
    return last - timedelta(days=30), last
