"""The duty desk, for every use case that ends in a text."""

from collections.abc import Iterator

import pytest

from tests.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Every text that a test has not asked for fails it."""
    desk = Desk()
    yield desk
    desk.expects_silence()
