"""Wire `poll_accounts` as bootstrap does, but with the tables and the clock of the measurement."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.bench.platforms import OfficialAccount
from tests.builders import a_force, a_policy
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.clock import Clock
from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindPeriodLog
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.inbox.dynamodb.poll_schedule import DynamoPollSchedule
from watchdesk.inbox.usecases.poll_accounts import PollAccounts, PollReport
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
from watchdesk.platforms.feeds_by_platform import feeds_of_every_platform
from watchdesk.platforms.registry import FACTS
from watchdesk.register.dynamodb.register import DynamoRegister


class UnlimitedTime:
    """A run that is never short of time."""

    def left(self) -> timedelta:
        return timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """Credentials in memory, because a warm function reads Secrets Manager only every five minutes."""

    officials: Sequence[OfficialAccount]

    def read(self, name: str) -> Mapping[str, str]:
        return next(each.credential for each in self.officials if each.account.secret == name)

    def forget(self, name: str) -> None:
        """Do nothing, because the credentials do not change."""


def poller(
    client: Any, tables: Mapping[str, str], officials: Sequence[OfficialAccount], clock: Clock
) -> PollAccounts:
    """Declare and enrol these accounts, and return the use case that polls them."""
    register = DynamoRegister(Table(client, tables["RegisterTable"]), clock)
    watch = Table(client, tables["WatchTable"])
    roll = DynamoPollSchedule(watch)
    for declared in (a_force(), a_policy(), *(each.account for each in officials)):
        register.put(declared)
    for each in officials:
        roll.enrol(each.account.id, clock.now())
    return PollAccounts(
        register=register,
        facts=FACTS,
        feeds=feeds_of_every_platform(
            sessions=DynamoSessionStore(Table(client, tables["SessionsTable"])),
            credentials=StoredCredentials(officials),
            clock=clock,
        ),
        messages=DynamoMessageStore(Table(client, tables["MessagesTable"])),
        feed_states=DynamoFeedStateStore(watch),
        blind_periods=DynamoBlindPeriodLog(watch),
        clock=clock,
        new_lease=lambda: uuid.uuid4().hex,
    )


def poll(poll_accounts: PollAccounts, official: OfficialAccount) -> PollReport:
    """One poll that went well. Raises RuntimeError if it met any error."""
    (report,) = poll_accounts([official.account.id], UnlimitedTime())
    if report.failed is not None or report.errors or report.skipped:
        raise RuntimeError(f"the poll of {official.account.id} failed: {report}") from report.failed
    return report
