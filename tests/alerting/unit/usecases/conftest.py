"""The duty desk, and the first text that leaves it."""

from collections.abc import Iterator

import pytest

from tests.fakes.texts import Text
from tests.worlds.alerting import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Every text that a test has not asked for fails it."""
    desk = Desk()
    yield desk
    desk.expects_silence()


@pytest.fixture
def text(desk) -> Text:
    """The sergeant has just been texted about one urgent message, at 12:30."""
    desk.receives()
    desk.tick(30)
    return desk.expects_text("sergeant")


@pytest.fixture
def told(text) -> None:
    """For a test that asks nothing of the text itself."""
