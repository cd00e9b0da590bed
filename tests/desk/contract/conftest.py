"""The desk's stores and the trail its deeds are told to."""

from typing import Any

import pytest

from tests.builders import a_force
from tests.dynamo_stores import Together, messages_in
from tests.fakes import FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.desk import FakeMessageDesk
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.desk.dynamodb.message_changes import DynamoHandling
from watchdesk.desk.dynamodb.message_list import DynamoMessageDesk


@pytest.fixture
def trail(subject, request) -> Any:
    if subject == "fake":
        return FakeAuditTrail()
    return DynamoAuditTrail(request.getfixturevalue("table")("AuditTable"), FakeRegister(a_force()))


@pytest.fixture
def desk(subject, request, trail) -> Any:
    """MessageDesk and Handling, with the MessageStore, Deadlines and MessageArchive they share."""
    if subject == "fake":
        store = FakeMessageStore()
        return Together(FakeMessageDesk(store, trail), store)
    table = request.getfixturevalue("table")("MessagesTable")
    return Together(DynamoMessageDesk(table), DynamoHandling(table, trail), messages_in(table))
