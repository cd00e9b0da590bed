"""The duty desk, with people who text back."""

from collections.abc import Iterator

import pytest

from tests.worlds.alerting_replies import AnsweringDesk, answering_desk


@pytest.fixture
def desk() -> Iterator[AnsweringDesk]:
    """Every text that a test has not asked for fails it."""
    yield from answering_desk()
