"""The duty desk, whose sweeps date open messages anew."""

from collections.abc import Iterator

import pytest

from tests.worlds.alerting import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Every text that a test has not asked for fails it."""
    desk = Desk()
    yield desk
    desk.expects_silence()
