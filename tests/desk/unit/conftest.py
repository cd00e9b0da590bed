import pytest

from tests.worlds.desk import DutyRoom


@pytest.fixture
def room():
    return DutyRoom()
