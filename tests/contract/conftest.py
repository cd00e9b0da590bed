"""One case, two subjects: the double in memory and the adapter on a simulated DynamoDB."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.aws_tables import create_table
from tests.fakes import FakeMessageStore
from watchdesk.adapters.dynamodb.archive import DynamoMessageArchive
from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
from watchdesk.adapters.dynamodb.table import Table


class Together:
    """Several adapters of one table as one, as a double has them."""

    def __init__(self, *adapters: Any) -> None:
        self._adapters = adapters

    def __getattr__(self, name: str) -> Any:
        return next(getattr(adapter, name) for adapter in self._adapters if hasattr(adapter, name))


def messages_in(table: Table) -> Together:
    return Together(DynamoMessageStore(table), DynamoDeadlines(table), DynamoMessageArchive(table))


@pytest.fixture(params=["fake", "dynamodb"])
def subject(request) -> str:
    return request.param


@pytest.fixture
def table(monkeypatch) -> Iterator[Callable[[str], Table]]:
    """`table("MessagesTable")`: a new one, with the schema that is deployed."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client: Any = boto3.client("dynamodb", region_name="eu-west-2")
        yield lambda logical_id: Table(client, create_table(client, logical_id))


@pytest.fixture
def store(subject, request) -> Any:
    """MessageStore, Deadlines and MessageArchive."""
    if subject == "fake":
        return FakeMessageStore()
    return messages_in(request.getfixturevalue("table")("MessagesTable"))
