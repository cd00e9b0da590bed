"""One case, two subjects: the double in memory and the adapter on a simulated DynamoDB."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.aws_tables import create_table
from tests.contract.alert_builders import FIRST, SOON, a_key, an_alert
from tests.dynamo_stores import alerts_in, messages_in, pagers_in, watch_in
from tests.fakes import (
    NOON,
    FakeBlindLedger,
    FakeClock,
    FakeMessageStore,
    FakeRedatingLog,
    FakeRegister,
    FakeSessionStore,
    FakeWatchStore,
)
from tests.fakes.alerts import FakeAlertStore
from tests.fakes.pagers import FakePagerStore
from watchdesk.alerting.domain.alert import Alert
from watchdesk.aws.dynamodb.table import Table
from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindLedger
from watchdesk.inbox.dynamodb.open_messages import DynamoRedatingLog
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
from watchdesk.register.dynamodb.phone_numbers import DynamoNumberBook
from watchdesk.register.dynamodb.register import DynamoRegister


@pytest.fixture(params=["fake", "dynamodb"])
def subject(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("dynamodb", region_name="eu-west-2")


@pytest.fixture
def table(dynamodb) -> Iterator[Callable[[str], Table]]:
    """`table("MessagesTable")`: a new one, with the schema that is deployed."""
    yield lambda logical_id: Table(dynamodb, create_table(dynamodb, logical_id))
    # A simulated transaction copies every table there is: those of old tests would make new ones slow.
    for name in dynamodb.list_tables()["TableNames"]:
        dynamodb.delete_table(TableName=name)


@pytest.fixture
def store(subject, request) -> Any:
    """MessageStore, Deadlines and MessageArchive."""
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
def alerts_table(table) -> Table:
    """The one that keeps the alerts, and the pagers beside them."""
    return table("AlertsTable")


@pytest.fixture
def alerts(subject, request) -> Any:
    """AlertBook, AlertQueue, AlertFile and AlertAnswers."""
    return FakeAlertStore() if subject == "fake" else alerts_in(request.getfixturevalue("alerts_table"))


@pytest.fixture
def pagers(subject, alerts, request) -> Any:
    """PageRequests, PagerQueue, TextLedger and Receipts, of the people these alerts are told to."""
    return FakePagerStore(alerts) if subject == "fake" else pagers_in(request.getfixturevalue("alerts_table"))


@pytest.fixture
def leased(alerts) -> Alert:
    """An open alert with one member, leased as `mine` until SOON."""
    alerts.open(an_alert(), [a_key()])
    return alerts.lease(FIRST, "mine", NOON, SOON)


@pytest.fixture
def watch(subject, request) -> Any:
    """WatchStore, PollRoll and WatchView."""
    if subject == "fake":
        return FakeWatchStore()
    return watch_in(request.getfixturevalue("table")("WatchTable"))


@pytest.fixture
def ledger(subject, request) -> Any:
    return (
        FakeBlindLedger()
        if subject == "fake"
        else DynamoBlindLedger(request.getfixturevalue("table")("WatchTable"))
    )


@pytest.fixture
def sessions(subject, request) -> Any:
    if subject == "fake":
        return FakeSessionStore()
    return DynamoSessionStore(request.getfixturevalue("table")("SessionsTable"))


@pytest.fixture
def register(subject, request) -> Any:
    """Register and RegisterEditor."""
    if subject == "fake":
        return FakeRegister()
    return DynamoRegister(request.getfixturevalue("table")("RegisterTable"), FakeClock())


@pytest.fixture
def numbers(register) -> Any:
    """NumberBook, of the same force."""
    return register.numbers if isinstance(register, FakeRegister) else DynamoNumberBook(register.table)
