"""The register and its numbers: the double in memory and the adapter on a simulated DynamoDB."""

from typing import Any

import pytest

from tests.fakes import FakeClock, FakeRegister
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister


@pytest.fixture
def register(subject, request) -> Any:
    """Register and RegisterEditor."""
    if subject == "fake":
        return FakeRegister()
    return DynamoRegister(request.getfixturevalue("table")("RegisterTable"), FakeClock())


@pytest.fixture
def numbers(register) -> Any:
    """NumberBook, of the same force."""
    return register.numbers if isinstance(register, FakeRegister) else DynamoPhoneNumbers(register.table)
