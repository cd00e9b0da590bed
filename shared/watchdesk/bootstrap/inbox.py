"""Wires the functions that poll accounts."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.bootstrap.runtime import client, table
from watchdesk.bootstrap.settings.inbox import DispatchSettings, PollSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.inbox.usecases.dispatch_polls import DispatchPolls
    from watchdesk.inbox.usecases.poll_accounts import PollAccounts

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def dispatch_polls() -> "DispatchPolls":
    from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
    from watchdesk.inbox.sqs import SqsPollQueue
    from watchdesk.inbox.usecases.dispatch_polls import DispatchPolls

    settings = DispatchSettings.from_environment()
    return DispatchPolls(
        feed_states=DynamoFeedStateStore(table(settings.watch_table)),
        queue=SqsPollQueue(client("sqs"), settings.polls_queue_url),
        clock=SystemClock(),
    )


@cache
def poll_accounts() -> "PollAccounts":
    from watchdesk.aws.secrets_manager import SecretsManagerCredentials
    from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindPeriodLog
    from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
    from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
    from watchdesk.inbox.usecases.poll_accounts import PollAccounts
    from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
    from watchdesk.platforms.feeds_by_platform import feeds_of_every_platform
    from watchdesk.platforms.registry import FACTS
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = PollSettings.from_environment(), SystemClock()
    watch = table(settings.watch_table)
    feeds = feeds_of_every_platform(
        sessions=DynamoSessionStore(table(settings.sessions_table)),
        credentials=SecretsManagerCredentials(client("secretsmanager")),
        clock=clock,
    )
    return PollAccounts(
        register=DynamoRegister(table(settings.register_table), clock),
        facts=FACTS,
        feeds=feeds,
        ends_at=feeds.ends_at,
        messages=DynamoMessageStore(table(settings.messages_table)),
        feed_states=DynamoFeedStateStore(watch),
        blind_periods=DynamoBlindPeriodLog(watch),
        clock=clock,
        new_lease=lambda: uuid4().hex,
    )
