"""Kill one poll at every call it makes, before and after the call took effect; the next polls must mend it.

Real adapters, real walk, simulated platforms over real HTTP, tables on moto. Proves I1 (no loss, stored once)
and I2 (the position never passes an unstored message) for single faults.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from infra.local.simulators.bluesky.simulator import bluesky_server
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.aws_tables import create_table
from tests.builders import SELBY, a_policy, an_account
from tests.fakes import FakeClock, FakeRegister
from tests.fakes.feeds import FakeStopwatch
from tests.worlds.crash_points import Killed, Outside, WatchedClient, WatchedHttp
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import Platform
from watchdesk.core.http_client import Urllib3Client
from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindPeriodLog
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.inbox.dynamodb.poll_schedule import DynamoPollSchedule
from watchdesk.inbox.usecases.poll_accounts import PollAccounts
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
from watchdesk.platforms.feeds_by_platform import feeds_of_every_platform
from watchdesk.platforms.registry import FACTS

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SERVERS = {Platform.BLUESKY: bluesky_server, Platform.MASTODON: mastodon_server}
HANDLES = {Platform.BLUESKY: "selby.test", Platform.MASTODON: "selby"}


@dataclass(slots=True)
class StoredCredential:
    fields: dict[str, str]

    def read(self, name: str) -> dict[str, str]:  # noqa: ARG002  there is one
        return self.fields

    def forget(self, name: str) -> None:
        """It is read anew every time."""


@cache
def dynamodb() -> "DynamoDBClient":
    """Made once: making a client takes longer than most worlds live."""
    return boto3.client("dynamodb", region_name="eu-west-2")


@dataclass
class World:
    """One account on one platform, with tables, and a poll that can be killed."""

    platform: Platform
    server: object
    outside: Outside = field(default_factory=Outside)
    clock: FakeClock = field(default_factory=FakeClock)
    leases: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        client = dynamodb()
        self.tables = {
            name: create_table(client, name) for name in ("MessagesTable", "WatchTable", "SessionsTable")
        }
        self.client = client
        self.account = an_account(platform=self.platform, handle=HANDLES[self.platform], server=self.server.url)
        DynamoPollSchedule(Table(client, self.tables["WatchTable"])).enrol(SELBY, self.clock.now())

    def table(self, name: str) -> Table:
        return Table(WatchedClient(self.client, self.outside), self.tables[name])

    def poll(self) -> None:
        self.clock.advance(minutes=5)
        credential = self.server.network.accounts()[0] | {"identifier": HANDLES[self.platform]}
        report = PollAccounts(
            register=FakeRegister(self.account, a_policy()),
            facts=FACTS,
            feeds=feeds_of_every_platform(
                sessions=DynamoSessionStore(self.table("SessionsTable")),
                credentials=StoredCredential(credential),
                clock=self.clock,
                http=WatchedHttp(Urllib3Client(), self.outside),
            ),
            messages=DynamoMessageStore(self.table("MessagesTable")),
            feed_states=DynamoFeedStateStore(self.table("WatchTable")),
            blind_periods=DynamoBlindPeriodLog(self.table("WatchTable")),
            clock=self.clock,
            new_lease=lambda: f"lease-{next(self.leases)}",
        )([SELBY], FakeStopwatch(timedelta(seconds=60)))[0]
        if report.failed is not None:
            raise report.failed
        assert not report.skipped
        assert report.errors == {}

    def stored(self) -> list[str]:
        items = self.client.scan(TableName=self.tables["MessagesTable"])["Items"]
        return sorted(item["pk"]["S"].split("#", 2)[2] for item in items if item["sk"]["S"] == "message")

    def versions(self) -> int:
        items = self.client.scan(TableName=self.tables["MessagesTable"])["Items"]
        return sum(item["sk"]["S"].startswith("version#") for item in items)


@contextmanager
def world(platform: Platform) -> Iterator[World]:
    clock = FakeClock()
    with SERVERS[platform]([HANDLES[platform]], clock=clock.now) as server:
        yield World(platform, server, clock=clock)


def the_public_writes(world: World) -> list[str]:
    ana, handle = world.server.network.public("ana"), HANDLES[world.platform]
    return [ana.mentions(handle, text) for text in ("Mae rhywun yn y tŷ", "There is a fire 🔥", "Thank you")]


def scenario(world: World, kill_at: int | None, *, after: bool) -> list[str]:
    """First poll connects; then the public writes and edits, and the poll under test runs."""
    world.poll()
    (edited, *_), ana = the_public_writes(world), world.server.network.public("ana")
    world.poll()
    ana.edits(edited, "He has a knife")
    late = ana.mentions(HANDLES[world.platform], "One more")
    world.outside.calls.clear()
    world.outside.kill_at, world.outside.after = kill_at, after
    try:
        world.poll()
    except Killed:
        world.outside.kill_at = None
    return [edited, late]


@pytest.fixture(autouse=True)
def aws() -> Iterator[None]:
    with mock_aws():
        yield


def calls_of_one_poll(platform: Platform) -> list[str]:
    with world(platform) as undisturbed:
        scenario(undisturbed, None, after=False)
        assert len(undisturbed.stored()) == 4
        assert undisturbed.versions() == 1
        return list(undisturbed.outside.calls)


@pytest.mark.parametrize("platform", SERVERS)
def test_a_poll_killed_at_any_call_loses_nothing_and_stores_nothing_twice(platform, record_property):
    calls = calls_of_one_poll(platform)
    for index in range(len(calls)):
        for after in (False, True):
            with world(platform) as killed:
                scenario(killed, index, after=after)
                for _ in range(2):
                    killed.poll()
                where = f"killed {'after' if after else 'before'} call {index}: {calls[index]}"
                assert len(killed.stored()) == 4, where
                assert killed.versions() == 1, where
    record_property("crash_points", 2 * len(calls))
