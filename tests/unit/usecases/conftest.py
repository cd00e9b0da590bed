"""The duty desk, for every use case that ends in a text; the press office, for every one that ends in a post."""

from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.press_office import PressOffice


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Every text that a test has not asked for fails it."""
    desk = Desk()
    yield desk
    desk.expects_silence()


@pytest.fixture
def office() -> PressOffice:
    return PressOffice()
