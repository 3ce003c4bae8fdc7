import pytest

from tests.factories import importing


@pytest.fixture
def ground(hunan):
    """What every file leans on."""
    importing.ground()
    return hunan
