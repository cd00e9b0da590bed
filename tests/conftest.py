"""What tests of several contexts share: tables on a simulated DynamoDB, and a way to report."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.aws_tables import create_table
from watchdesk.aws.dynamodb.table import Table


@pytest.fixture(params=["fake", "dynamodb"])
def subject(request) -> str:
    """One case, two subjects: the double in memory and the adapter on a simulated DynamoDB."""
    return request.param


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    import boto3  # noqa: PLC0415  it and moto take longer to import than most tests run
    from moto import mock_aws  # noqa: PLC0415

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
def report(capsys) -> Callable[[str], None]:
    """Says how many points were tried, whatever pytest does with output."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return say
