"""The newsroom where posts are accepted, and the press office that delivers them."""

import pytest

from tests.worlds.delivering import PressOffice
from tests.worlds.publishing import Newsroom


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


@pytest.fixture
def office() -> PressOffice:
    return PressOffice()
