"""The store of platform sessions: the double in memory and the adapter on a simulated DynamoDB."""

from typing import Any

import pytest

from tests.fakes import FakeSessionStore
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore


@pytest.fixture
def sessions(subject, request) -> Any:
    if subject == "fake":
        return FakeSessionStore()
    return DynamoSessionStore(request.getfixturevalue("table")("SessionsTable"))
