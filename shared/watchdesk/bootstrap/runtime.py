"""What every function is built from: AWS clients, made once and on first use, and what is left of its time."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from watchdesk.aws.dynamodb.table import Table

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time

CONNECT_TIMEOUT = 3
READ_TIMEOUT = 5
"""Seconds. boto3's own sixty would outlast the function: a hanging call would cost the text it stood before."""
CONNECTIONS = 32
"""One for each write under way at once (inbox/dynamodb/messages.py) and each account of a batch, with room to
spare: of more calls than connections, boto3 (10 by itself) opens and drops one for every call too many."""
FORCE_TIME = ZoneInfo("Europe/London")
"""The clock on the wall of the people who read the pages."""


class _Context(Protocol):
    def get_remaining_time_in_millis(self) -> int: ...


@dataclass(frozen=True, slots=True)
class LambdaStopwatch:
    """How much of this invocation is left."""

    context: _Context

    def left(self) -> timedelta:
        return timedelta(milliseconds=self.context.get_remaining_time_in_millis())


def stopwatch(context: _Context) -> LambdaStopwatch:
    return LambdaStopwatch(context)


@cache
def client(service: str) -> Any:  # noqa: ANN401  boto3 makes its clients at run time; each adapter names its type
    import boto3
    from botocore.config import Config

    patience = Config(
        max_pool_connections=CONNECTIONS,
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        # S3 by the region's own address: the one for all regions, which boto3 signs tickets for by itself,
        # redirects a form for as long as a bucket is new.
        s3={"addressing_style": "virtual"},
    )
    return boto3.client(cast("Any", service), config=patience)


class _OnFirstUse:
    """A client that is made when it is first asked for something.

    S3's own description takes some ten megabytes, and most runs neither show nor take an image.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the client offers
        return getattr(client(self._service), name)


def lazy_client(service: str) -> Any:  # noqa: ANN401
    return _OnFirstUse(service)


def table(name: str) -> Table:
    return Table(client("dynamodb"), name)
