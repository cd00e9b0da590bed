"""Wires the functions that open alerts and escalate them."""

from functools import cache
from typing import TYPE_CHECKING

from watchdesk.bootstrap.alerting.channels import second_channel, text_channel
from watchdesk.bootstrap.runtime import client, table
from watchdesk.bootstrap.settings.alerting import EscalateSettings, SweepSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.alerting.usecases.escalate_alerts import EscalateAlerts
    from watchdesk.alerting.usecases.sweep_overdue import SweepOverdue

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def sweep_overdue() -> "SweepOverdue":
    from watchdesk.alerting.dynamodb.alerts import DynamoOpenAlerts
    from watchdesk.alerting.random_ids import RandomAlertIds
    from watchdesk.alerting.sqs import SqsEscalationQueue
    from watchdesk.alerting.usecases.join_alert import JoinAlert
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
        join_alert=JoinAlert(open_alerts=DynamoOpenAlerts(alerts), ids=RandomAlertIds(), clock=clock),
        queue=SqsEscalationQueue(client("sqs"), settings.escalations_queue_url),
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
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue
    from watchdesk.alerting.dynamodb.pagers import DynamoPagerQueue, DynamoPagerRequests
    from watchdesk.alerting.dynamodb.texts import DynamoTextLedger
    from watchdesk.alerting.link_keys import StoredKeyRing
    from watchdesk.alerting.random_ids import RandomAlertIds
    from watchdesk.alerting.sms.alert_text import check_link_base
    from watchdesk.aws.secrets_manager import SecretsManagerCredentials
    from watchdesk.bootstrap.alerting.escalation import EscalationPorts, build_escalation
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = EscalateSettings.from_environment(), SystemClock()
    check_link_base(settings.link_base)
    alerts = table(settings.alerts_table)
    requests = DynamoPagerRequests(alerts)
    ports = EscalationPorts(
        queue=DynamoAlertQueue(alerts),
        reader=DynamoAlertReader(alerts),
        requests=requests,
        pagers=DynamoPagerQueue(alerts),
        ledger=DynamoTextLedger(alerts),
        log=requests,
        due_messages=DynamoDueMessages(table(settings.messages_table)),
        register=DynamoRegister(table(settings.register_table), clock),
        text_channel=text_channel(settings),
        second_channel=second_channel(settings),
        keys=StoredKeyRing(SecretsManagerCredentials(client("secretsmanager")), settings.link_secret),
        ids=RandomAlertIds(),
        clock=clock,
        link_base=settings.link_base,
    )
    return build_escalation(ports)
