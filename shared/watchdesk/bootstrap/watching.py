"""The watch and its alerts: poll, sweep, escalate, acknowledge."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.runtime import client, table
from watchdesk.settings import (
    DispatchSettings,
    EscalateSettings,
    PollSettings,
    SweepSettings,
)

if TYPE_CHECKING:
    from watchdesk.usecases.dispatch_polls import DispatchPolls
    from watchdesk.usecases.escalate_alerts import EscalateAlerts
    from watchdesk.usecases.poll_accounts import PollAccounts
    from watchdesk.usecases.sweep_overdue import SweepOverdue

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def dispatch_polls() -> "DispatchPolls":
    from watchdesk.adapters.dynamodb.watch import DynamoWatchStore
    from watchdesk.adapters.sqs import SqsPollQueue
    from watchdesk.usecases.dispatch_polls import DispatchPolls

    settings = DispatchSettings.from_environment()
    return DispatchPolls(
        watch=DynamoWatchStore(table(settings.watch_table)),
        queue=SqsPollQueue(client("sqs"), settings.polls_queue_url),
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
    watch = table(settings.watch_table)
    feeds = feeds_of_every_platform(
        sessions=DynamoSessionStore(table(settings.sessions_table)),
        credentials=SecretsManagerCredentials(client("secretsmanager")),
        clock=clock,
    )
    return PollAccounts(
        register=DynamoRegister(table(settings.register_table), clock),
        feeds=feeds,
        ends_at=feeds.ends_at,
        messages=DynamoMessageStore(table(settings.messages_table)),
        watch=DynamoWatchStore(watch),
        ledger=DynamoBlindLedger(watch),
        clock=clock,
        new_lease=lambda: uuid4().hex,
    )


@cache
def sweep_overdue() -> "SweepOverdue":
    from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.open_messages import DynamoOpenMessages, DynamoRedatingLog
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.ids import RandomAlertIds
    from watchdesk.adapters.sqs import SqsEscalationQueue
    from watchdesk.usecases.redate_messages import RedateMessages
    from watchdesk.usecases.sweep_overdue import SweepOverdue

    settings, clock = SweepSettings.from_environment(), SystemClock()
    messages, alerts = table(settings.messages_table), table(settings.alerts_table)
    return SweepOverdue(
        deadlines=DynamoDeadlines(messages),
        book=DynamoAlertBook(alerts),
        queue=SqsEscalationQueue(client("sqs"), settings.escalations_queue_url),
        ids=RandomAlertIds(),
        clock=clock,
        redate=RedateMessages(
            register=DynamoRegister(table(settings.register_table), clock),
            messages=DynamoOpenMessages(messages),
            log=DynamoRedatingLog(alerts),
            clock=clock,
        ),
    )


@cache
def escalate_alerts() -> "EscalateAlerts":
    from watchdesk.adapters.credentials import SecretsManagerCredentials
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
    from watchdesk.adapters.dynamodb.alerts import DynamoAlertQueue
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.pagers import DynamoPageRequests, DynamoPagerQueue
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.texts import DynamoTextLedger
    from watchdesk.adapters.ids import RandomAlertIds
    from watchdesk.adapters.link_keys import StoredKeyRing
    from watchdesk.bootstrap.texting import second_channel, sms_sender
    from watchdesk.domain.sms import check_link_base
    from watchdesk.usecases.escalation import Escalation

    settings, clock = EscalateSettings.from_environment(), SystemClock()
    check_link_base(settings.link_base)
    alerts = table(settings.alerts_table)
    requests = DynamoPageRequests(alerts)
    return Escalation(
        queue=DynamoAlertQueue(alerts),
        file=DynamoAlertFile(alerts),
        requests=requests,
        pagers=DynamoPagerQueue(alerts),
        ledger=DynamoTextLedger(alerts),
        log=requests,
        deadlines=DynamoDeadlines(table(settings.messages_table)),
        register=DynamoRegister(table(settings.register_table), clock),
        sms=sms_sender(settings),
        second_channel=second_channel(settings),
        keys=StoredKeyRing(SecretsManagerCredentials(client("secretsmanager")), settings.link_secret),
        ids=RandomAlertIds(),
        clock=clock,
        link_base=settings.link_base,
        can_reply=settings.can_be_answered,
    ).escalate_alerts()
