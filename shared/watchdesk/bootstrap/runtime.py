"""What every function is built from: AWS clients, made once and on first use, and the rest of its time."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from watchdesk.aws.dynamodb.table import Table

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time

CONNECT_TIMEOUT = 3
READ_TIMEOUT = 5
"""Both in seconds. With boto3's default of sixty, one hanging call would use up the whole run."""
CONNECTIONS = 32
"""Connections per client: enough for all parallel writes (inbox/dynamodb/messages.py) and accounts of a batch.

boto3 keeps ten by default. It opens and drops a connection for each call beyond the number it keeps.
"""
FORCE_TIME = ZoneInfo("Europe/London")
"""The time zone in which pages show times to people."""


class LambdaContext(Protocol):
    def get_remaining_time_in_millis(self) -> int: ...


@dataclass(frozen=True, slots=True)
class LambdaStopwatch:
    """The port Stopwatch for one invocation."""

    context: LambdaContext

    def left(self) -> timedelta:
        return timedelta(milliseconds=self.context.get_remaining_time_in_millis())


def stopwatch(context: LambdaContext) -> LambdaStopwatch:
    return LambdaStopwatch(context)


@cache
def client(service: str) -> Any:  # noqa: ANN401  each adapter names the type of its client
    import boto3
    from botocore.config import Config

    config = Config(
        max_pool_connections=CONNECTIONS,
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        # Uploads go to the region's own address of S3. By default boto3 signs them for the global address, which
        # redirects requests while a bucket is new.
        s3={"addressing_style": "virtual"},
    )
    return boto3.client(cast("Any", service), config=config)


class _LazyClient:
    """A client that is created at its first call.

    The description of S3 takes about ten megabytes of memory, and most runs handle no image.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any operation of the client
        return getattr(client(self._service), name)


def lazy_client(service: str) -> Any:  # noqa: ANN401
    return _LazyClient(service)


def table(name: str) -> "Table":
    from watchdesk.aws.dynamodb.table import Table

    return Table(client("dynamodb"), name)
