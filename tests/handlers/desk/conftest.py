"""The API of the desk, over a duty room in memory."""

import pytest

from tests.handlers.desk_api import DeskApi
from tests.worlds.desk import DutyRoom


@pytest.fixture
def api() -> DeskApi:
    return DeskApi()


@pytest.fixture
def room(api) -> DutyRoom:
    return api.room
