"""The watch and its alerts: poll, sweep, escalate, acknowledge."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from watchdesk.bootstrap.runtime import client, table
from watchdesk.bootstrap.settings import DispatchSettings, EscalateSettings, PollSettings, SweepSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
    from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue
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


@cache
def sweep_overdue() -> "SweepOverdue":
    from watchdesk.alerting.dynamodb.alerts import DynamoOpenAlerts
    from watchdesk.alerting.random_ids import RandomAlertIds
    from watchdesk.alerting.sqs import SqsEscalationQueue
    from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.inbox.dynamodb.open_messages import DynamoOpenMessages, DynamoRedatingLog
    from watchdesk.inbox.usecases.redate_messages import RedateMessages
    from watchdesk.platforms.registry import FACTS
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = SweepSettings.from_environment(), SystemClock()
    messages, alerts = table(settings.messages_table), table(settings.alerts_table)
    return SweepOverdue(
        due_messages=DynamoDueMessages(messages),
        open_alerts=DynamoOpenAlerts(alerts),
        queue=SqsEscalationQueue(client("sqs"), settings.escalations_queue_url),
        ids=RandomAlertIds(),
        clock=clock,
        redate=RedateMessages(
            register=DynamoRegister(table(settings.register_table), clock),
            facts=FACTS,
            messages=DynamoOpenMessages(messages),
            log=DynamoRedatingLog(alerts),
            clock=clock,
        ),
    )


@cache
def escalate_alerts() -> "EscalateAlerts":
    from watchdesk.alerting.channels.link_keys import StoredKeyRing
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue
    from watchdesk.alerting.dynamodb.pagers import DynamoPagerQueue, DynamoPagerRequests
    from watchdesk.alerting.dynamodb.texts import DynamoTextLedger
    from watchdesk.alerting.random_ids import RandomAlertIds
    from watchdesk.alerting.sms.alert_text import check_link_base
    from watchdesk.alerting.usecases.wiring import Escalation
    from watchdesk.aws.secrets_manager import SecretsManagerCredentials
    from watchdesk.bootstrap.alerting import second_channel, sms_sender
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = EscalateSettings.from_environment(), SystemClock()
    check_link_base(settings.link_base)
    alerts = table(settings.alerts_table)
    requests = DynamoPagerRequests(alerts)
    return Escalation(
        queue=DynamoAlertQueue(alerts),
        reader=DynamoAlertReader(alerts),
        requests=requests,
        pagers=DynamoPagerQueue(alerts),
        ledger=DynamoTextLedger(alerts),
        log=requests,
        due_messages=DynamoDueMessages(table(settings.messages_table)),
        register=DynamoRegister(table(settings.register_table), clock),
        sms=sms_sender(settings),
        second_channel=second_channel(settings),
        keys=StoredKeyRing(SecretsManagerCredentials(client("secretsmanager")), settings.link_secret),
        ids=RandomAlertIds(),
        clock=clock,
        link_base=settings.link_base,
        can_reply=settings.can_be_answered,
    ).escalate_alerts()
