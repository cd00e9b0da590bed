"""The one place where use cases meet their adapters. Everything is built once per warm function, on first use."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from watchdesk.adapters.clock import SystemClock
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.settings import (
    AcknowledgeSettings,
    DispatchSettings,
    EscalateSettings,
    PollSettings,
    SweepSettings,
)

if TYPE_CHECKING:
    from watchdesk.usecases.acknowledge_alert import AcknowledgeAlert
    from watchdesk.usecases.dispatch_polls import DispatchPolls
    from watchdesk.usecases.escalate_alerts import EscalateAlerts
    from watchdesk.usecases.poll_accounts import PollAccounts
    from watchdesk.usecases.sweep_overdue import SweepOverdue

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time

CONNECTIONS = 32
"""One for each write under way at once (adapters/dynamodb/messages.py) and each account of a batch, with room to
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
def _client(service: str) -> Any:  # noqa: ANN401  boto3 makes its clients at run time; each adapter names its type
    import boto3
    from botocore.config import Config

    return boto3.client(cast("Any", service), config=Config(max_pool_connections=CONNECTIONS))


def _table(name: str) -> Table:
    return Table(_client("dynamodb"), name)


@cache
def dispatch_polls() -> "DispatchPolls":
    from watchdesk.adapters.dynamodb.watch import DynamoWatchStore
    from watchdesk.adapters.sqs import SqsPollQueue
    from watchdesk.usecases.dispatch_polls import DispatchPolls

    settings = DispatchSettings.from_environment()
    return DispatchPolls(
        watch=DynamoWatchStore(_table(settings.watch_table)),
        queue=SqsPollQueue(_client("sqs"), settings.polls_queue_url),
        clock=SystemClock(),
    )


@cache
def poll_accounts() -> "PollAccounts":
    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.blind import DynamoBlindLedger
    from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.sessions import DynamoSessionStore
    from watchdesk.adapters.dynamodb.watch import DynamoWatchStore
    from watchdesk.adapters.platforms import feeds_of_every_platform
    from watchdesk.usecases.poll_accounts import PollAccounts

    settings, clock = PollSettings.from_environment(), SystemClock()
    watch = _table(settings.watch_table)
    return PollAccounts(
        register=DynamoRegister(_table(settings.register_table), clock),
        feeds=feeds_of_every_platform(
            sessions=DynamoSessionStore(_table(settings.sessions_table)),
            credentials=SecretsManagerCredentials(_client("secretsmanager")),
            clock=clock,
        ),
        messages=DynamoMessageStore(_table(settings.messages_table)),
        watch=DynamoWatchStore(watch),
        ledger=DynamoBlindLedger(watch),
        clock=clock,
        new_lease=lambda: uuid4().hex,
    )


@cache
def sweep_overdue() -> "SweepOverdue":
    from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.ids import RandomAlertIds
    from watchdesk.adapters.sqs import SqsEscalationQueue
    from watchdesk.usecases.sweep_overdue import SweepOverdue

    settings = SweepSettings.from_environment()
    return SweepOverdue(
        deadlines=DynamoDeadlines(_table(settings.messages_table)),
        book=DynamoAlertBook(_table(settings.alerts_table)),
        queue=SqsEscalationQueue(_client("sqs"), settings.escalations_queue_url),
        ids=RandomAlertIds(),
        clock=SystemClock(),
    )


@cache
def escalate_alerts() -> "EscalateAlerts":
    import boto3

    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile, DynamoNotificationLedger
    from watchdesk.adapters.dynamodb.alerts import DynamoAlertQueue
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.ids import RandomAlertIds
    from watchdesk.adapters.link_keys import StoredKeyRing
    from watchdesk.adapters.sns import SEND_ONCE, SnsSms
    from watchdesk.usecases.climb_alert import ClimbAlert
    from watchdesk.usecases.escalate_alerts import EscalateAlerts
    from watchdesk.usecases.text_person import TextPerson

    settings, clock = EscalateSettings.from_environment(), SystemClock()
    alerts = _table(settings.alerts_table)
    queue, file = DynamoAlertQueue(alerts), DynamoAlertFile(alerts)
    text_person = TextPerson(
        ledger=DynamoNotificationLedger(alerts),
        sms=SnsSms(boto3.client("sns", config=SEND_ONCE), settings.sms_sender_id),
        keys=StoredKeyRing(SecretsManagerCredentials(_client("secretsmanager")), settings.link_secret),
        clock=clock,
        link_base=settings.link_base,
    )
    register = DynamoRegister(_table(settings.register_table), clock)
    return EscalateAlerts(
        queue=queue,
        file=file,
        deadlines=DynamoDeadlines(_table(settings.messages_table)),
        climb=ClimbAlert(register=register, queue=queue, file=file, text_person=text_person, clock=clock),
        ids=RandomAlertIds(),
        clock=clock,
    )


@cache
def acknowledge_alert() -> "AcknowledgeAlert":
    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertAnswers, DynamoAlertFile
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.link_keys import StoredKeyRing
    from watchdesk.usecases.acknowledge_alert import AcknowledgeAlert

    settings, clock = AcknowledgeSettings.from_environment(), SystemClock()
    alerts = _table(settings.alerts_table)
    return AcknowledgeAlert(
        file=DynamoAlertFile(alerts),
        answers=DynamoAlertAnswers(alerts),
        deadlines=DynamoDeadlines(_table(settings.messages_table)),
        register=DynamoRegister(_table(settings.register_table), clock),
        keys=StoredKeyRing(SecretsManagerCredentials(_client("secretsmanager")), settings.link_secret),
        clock=clock,
    )
