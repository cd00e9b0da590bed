"""A press office every call of which can be the last, and what may go on there."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import boto3

from tests.aws_tables import create_table
from tests.builders import a_force
from tests.dynamo_stores import Together, messages_in
from tests.fakes import FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.outlets import FakeOutlets
from tests.fakes.posts import FakeFreezes, FakePostStore
from tests.worlds.crash_points import Outside, WatchedClient
from tests.worlds.delivering import PressOffice
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.aws.dynamodb.table import Table
from watchdesk.publishing.dynamodb.deliveries import DynamoDeliveryQueue
from watchdesk.publishing.dynamodb.freezes import DynamoFreezes
from watchdesk.publishing.dynamodb.posts import DynamoPostList, DynamoPostStore

REGION = "eu-west-2"


class WatchedPort:
    """Any port whose every call goes through an Outside."""

    def __init__(self, port: Any, outside: Outside, name: str) -> None:
        self._port, self._outside, self._name = port, outside, name

    def __getattr__(self, method: str) -> Any:
        call = getattr(self._port, method)
        return lambda *args: self._outside.around(f"{self._name}.{method}", lambda: call(*args))


class WatchedOutlets:
    def __init__(self, outlets: Any, outside: Outside) -> None:
        self.outlets, self._outside = outlets, outside

    def of(self, account: Any) -> WatchedPort:
        return WatchedPort(self.outlets.of(account), self._outside, "outlet")

    def at(self, account: Any) -> Any:
        return self.outlets.at(account)


def in_memory(outside: Outside) -> dict[str, Any]:
    """Stores in dicts, whose every call can be the last."""
    ports = {
        "posts": FakePostStore(),
        "freezes": FakeFreezes(),
        "messages": FakeMessageStore(),
        "audit": FakeAuditTrail(),
    }
    return {name: WatchedPort(port, outside, name) for name, port in ports.items()}


@cache
def dynamodb() -> Any:
    """Made once: making a client takes longer than most worlds live."""
    return boto3.client("dynamodb", region_name=REGION)


def on_dynamodb(outside: Outside) -> dict[str, Any]:
    """The real adapters on moto, whose every request can be the last."""
    # A simulated transaction copies every table there is: old worlds would make new ones slow.
    for name in dynamodb().list_tables()["TableNames"]:
        dynamodb().delete_table(TableName=name)
    posts, audit, messages = (
        Table(WatchedClient(dynamodb(), outside), create_table(dynamodb(), name))
        for name in ("PostsTable", "AuditTable", "MessagesTable")
    )
    return {
        "posts": Together(DynamoPostStore(posts), DynamoDeliveryQueue(posts), DynamoPostList(posts)),
        "freezes": DynamoFreezes(posts),
        "messages": messages_in(messages),
        "audit": DynamoAuditTrail(audit, FakeRegister(a_force())),
    }


class World(PressOffice):
    """One account, one post, and runs that can be killed or overtaken at any call."""

    def __init__(self, stores: Callable[[Outside], dict[str, Any]], outlets: Any = None) -> None:
        self.outside = Outside()
        super().__init__(**stores(self.outside), outlets=WatchedOutlets(outlets or FakeOutlets(), self.outside))

    def carries_on(self, *minutes: int) -> None:
        """Runs so many minutes apart, undisturbed."""
        self.outside.kill_at = self.outside.interrupt_at = None
        for each in minutes:
            self.clock.advance(minutes=each)
            self.runs()

    @property
    def sent_twice(self) -> list[str]:
        """The keys of parts that stand there more than once: the outlet itself forgives nothing."""
        keys = Counter(part.key for _, part in self.outlet().public)
        return [key for key, times in keys.items() if times > 1]

    @property
    def is_honest(self) -> bool:
        """Whatever is public and not known to be, is at least known to be in doubt."""
        unknown = len(self.outlet().public) - len(self.delivery().published)
        return unknown <= (1 if self.delivery().is_in_doubt else 0)


def begun(stores: Callable[[Outside], dict[str, Any]], given: Callable[[World], object]) -> World:
    """Ready for the run under test, its calls counted from here."""
    world = World(stores)
    given(world)
    world.outside.calls.clear()
    return world
