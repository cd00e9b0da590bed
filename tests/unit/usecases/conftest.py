"""What use cases are tested on: the duty desk for texts, the press office for posts, the ward for the audit."""

from collections.abc import Iterator

import pytest

from tests.desk import Desk
from tests.fakes.texts import Text
from tests.press_office import PressOffice
from tests.ward import Ward


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


@pytest.fixture
def office() -> PressOffice:
    return PressOffice()


@pytest.fixture
def ward() -> Ward:
    return Ward()
