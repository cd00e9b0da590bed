"""The API of the desk, over a duty room in memory."""

import pytest

from tests.duty_room import DutyRoom
from tests.handlers.desk_api import DeskApi


@pytest.fixture
def api() -> DeskApi:
    return DeskApi()


@pytest.fixture
def room(api) -> DutyRoom:
    return api.room
