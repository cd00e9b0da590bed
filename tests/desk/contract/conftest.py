"""The desk's stores and the trail its deeds are told to."""

from typing import Any

import pytest

from tests.builders import a_force
from tests.dynamo_stores import Together, messages_in
from tests.fakes import FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.desk import FakeMessageList
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.desk.dynamodb.message_changes import DynamoMessageChanges
from watchdesk.desk.dynamodb.message_list import DynamoMessageList


@pytest.fixture
def trail(subject, request) -> Any:
    if subject == "fake":
        return FakeAuditTrail()
    return DynamoAuditTrail(request.getfixturevalue("table")("AuditTable"), FakeRegister(a_force()))


@pytest.fixture
def desk(subject, request, trail) -> Any:
    """MessageDesk and Handling, with the MessageStore, DueMessages and MessageArchive they share."""
    if subject == "fake":
        store = FakeMessageStore()
        return Together(FakeMessageList(store, trail), store)
    table = request.getfixturevalue("table")("MessagesTable")
    return Together(DynamoMessageList(table), DynamoMessageChanges(table, trail), messages_in(table))
