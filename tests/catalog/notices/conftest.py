"""A process to publicise."""

import pytest

from tests.factories import regions
from tests.factories.notices import Noticed


@pytest.fixture
def toy(db):
    """A toy process whose rows wait for notices of 花垣县."""
    regions.hunan()
    made = Noticed()
    yield made
    made.forget()
