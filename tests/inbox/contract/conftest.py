"""The stores of the inbox: the double in memory and the adapter on a simulated DynamoDB."""

from typing import Any

import pytest

from tests.dynamo_stores import messages_in, watch_in
from tests.fakes import FakeBlindPeriodLog, FakeFeedStateStore, FakeMessageStore, FakeRedatingLog
from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindPeriodLog
from watchdesk.inbox.dynamodb.open_messages import DynamoRedatingLog


@pytest.fixture
def store(subject, request) -> Any:
    """MessageStore, DueMessages and MessageArchive."""
    if subject == "fake":
        return FakeMessageStore()
    return messages_in(request.getfixturevalue("table")("MessagesTable"))


@pytest.fixture
def open_store(subject, request) -> Any:
    """The same with OpenMessages, in pages so small that there are many."""
    if subject == "fake":
        store = FakeMessageStore()
        store.page = 3
        return store
    return messages_in(request.getfixturevalue("table")("MessagesTable"), page=3)


@pytest.fixture
def redating_log(subject, request) -> Any:
    return (
        FakeRedatingLog()
        if subject == "fake"
        else DynamoRedatingLog(request.getfixturevalue("table")("AlertsTable"))
    )


@pytest.fixture
def watch(subject, request) -> Any:
    """FeedStateStore, PollSchedule and CoverageReader."""
    if subject == "fake":
        return FakeFeedStateStore()
    return watch_in(request.getfixturevalue("table")("WatchTable"))


@pytest.fixture
def log(subject, request) -> Any:
    return (
        FakeBlindPeriodLog()
        if subject == "fake"
        else DynamoBlindPeriodLog(request.getfixturevalue("table")("WatchTable"))
    )
