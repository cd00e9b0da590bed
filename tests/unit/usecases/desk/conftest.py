import pytest

from tests.duty_room import DutyRoom


@pytest.fixture
def room():
    return DutyRoom()
