"""The invariant under whatever people, editors and scripts try.

Nothing that lacks a standing approval of exactly its facts is ever counted or public; nothing approved is missing.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities import queries
from activities.models import ActivityPage
from tests.activities.attempts import ATTEMPTS, World

pytestmark = pytest.mark.django_db

# What moves a report along; most of the other attempts change nothing, so they come less often.
FORWARD = ["start", "submit", "approve", "correct", "save", "submit", "approve", "revoke"]
NAMES = [*FORWARD, *FORWARD, *FORWARD, *sorted(ATTEMPTS)]
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 50)), min_size=12, max_size=12)
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@pytest.fixture
def world(db):
    return World()


def holds():
    found = {name: pages for name, pages in queries.discrepancies().items() if pages}
    assert found == {}


def run(world, steps):
    """The steps in a transaction that is thrown away afterwards; after each the invariant holds."""
    with transaction.atomic():
        for name, number in steps:
            world.attempt(name, number)
            holds()
        transaction.set_rollback(True)


@settings(max_examples=50, **RELAXED)
@given(steps=STEPS)
def test_invariant_holds_under_random_verbs(world, steps):
    run(world, steps)


@pytest.mark.soak
@settings(max_examples=10_000, **RELAXED)
@given(steps=STEPS)
def test_invariant_holds_under_ten_thousand_sequences(world, steps):
    run(world, steps)


@pytest.mark.parametrize("name", sorted(ATTEMPTS))
def test_invariant_holds_under_each_attempt_at_every_stage(world, name):
    holds()
    for forward in FORWARD:
        with transaction.atomic():
            for number in range(2):
                world.attempt(name, number)
                holds()
            transaction.set_rollback(True)
        world.attempt(forward, 0)
        holds()


def test_a_broken_world_is_seen(world):
    from core import triggers

    triggers.lift()
    page = ActivityPage.objects.counted().get()
    ActivityPage.objects.filter(pk=page.pk).update(people_covered=9)
    assert queries.discrepancies()["other facts than approved"] == [page.pk]
    ActivityPage.objects.filter(pk=page.pk).update(is_counted=False, approved_version=None)
    found = {name: pages for name, pages in queries.discrepancies().items() if pages}
    assert found == {"approved but not counted": [page.pk], "public but not counted": [page.pk]}
    triggers.install()
