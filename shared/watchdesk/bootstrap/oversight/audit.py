"""Wires the audit: its checks, its mail to the operators and its heartbeat."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from watchdesk.bootstrap.runtime import client
from watchdesk.bootstrap.settings.oversight import AuditSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.bootstrap.oversight.all_checks import AuditedSystem
    from watchdesk.core.clock import Clock
    from watchdesk.oversight.ports import Incidents, SmsAccount
    from watchdesk.oversight.usecases.audit_watch import AuditWatch
    from watchdesk.oversight.usecases.checks.report_incidents import ReportIncidents

Clients = Callable[[str], Any]
"""Returns the client for the name of a service."""

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def audit_watch() -> "AuditWatch":
    from watchdesk.alerting.random_ids import RandomAlertIds
    from watchdesk.aws.dynamodb.table import Table
    from watchdesk.bootstrap.oversight.all_checks import all_checks
    from watchdesk.core.http_client import Urllib3Client
    from watchdesk.oversight.aws.heartbeat import HttpHeartbeat
    from watchdesk.oversight.dynamodb.incidents import DynamoIncidents
    from watchdesk.oversight.usecases.audit_watch import AuditWatch
    from watchdesk.oversight.usecases.checks.daily_test import OpenDailyTest

    settings, clock = AuditSettings.from_environment(), SystemClock()
    system = audited_system(settings, client, clock)
    incidents = DynamoIncidents(Table(client("dynamodb"), settings.watch_table))
    open_daily_test = OpenDailyTest(
        register=system.register,
        open_alerts=system.open_alerts,
        reader=system.reader,
        escalations=system.escalations,
        ids=RandomAlertIds(),
        clock=clock,
    )
    return AuditWatch(
        open_daily_test=open_daily_test,
        checks=all_checks(system),
        incidents=incidents,
        report_incidents=_report_incidents(settings, incidents, clock),
        heartbeat=HttpHeartbeat(Urllib3Client(), settings.heartbeat_url),
        clock=clock,
    )


def audited_system(settings: AuditSettings, clients: Clients, clock: "Clock") -> "AuditedSystem":
    """Build the ports of the system that these settings describe, with the rights of these clients."""
    from watchdesk.alerting.channels.registry import CHANNELS
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue, DynamoOpenAlerts
    from watchdesk.alerting.dynamodb.pagers import DynamoPagerQueue
    from watchdesk.alerting.sqs import SqsEscalationQueue
    from watchdesk.aws.dynamodb.table import Table
    from watchdesk.bootstrap.oversight.all_checks import AuditedSystem
    from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
    from watchdesk.inbox.dynamodb.poll_schedule import DynamoCoverageReader
    from watchdesk.oversight.aws.cloudwatch import CloudWatchFunctionRuns
    from watchdesk.oversight.aws.queue_depths import SqsQueueDepths
    from watchdesk.oversight.dynamodb.table_scans import (
        DynamoAlertTableScan,
        DynamoMessageTableScan,
        DynamoScanPositions,
    )
    from watchdesk.register.dynamodb.register import DynamoRegister

    dynamodb, cloudwatch, sqs = clients("dynamodb"), clients("cloudwatch"), clients("sqs")
    names = (settings.register_table, settings.watch_table, settings.messages_table, settings.alerts_table)
    register, watch, messages, alerts = (Table(dynamodb, name) for name in names)
    return AuditedSystem(
        register=DynamoRegister(register, clock),
        due_messages=DynamoDueMessages(messages),
        messages=DynamoMessageTableScan(messages),
        alerts=DynamoAlertTableScan(alerts),
        open_alerts=DynamoOpenAlerts(alerts),
        queue=DynamoAlertQueue(alerts),
        reader=DynamoAlertReader(alerts),
        pagers=DynamoPagerQueue(alerts),
        escalations=SqsEscalationQueue(sqs, settings.escalations_queue_url),
        positions=DynamoScanPositions(watch),
        coverage=DynamoCoverageReader(watch),
        function_runs=CloudWatchFunctionRuns(cloudwatch),
        functions=settings.functions,
        queue_depths=SqsQueueDepths(
            sqs=sqs,
            cloudwatch=cloudwatch,
            work_queues=settings.work_queues,
            dead_letter_queues=settings.dead_letters,
        ),
        sms=_sms_account(settings, clients),
        is_texting=CHANNELS[settings.sms_provider].facts.reaches_people,
        clock=clock,
    )


def _sms_account(settings: AuditSettings, clients: Clients) -> "SmsAccount | None":
    from watchdesk.alerting.channels.registry import CHANNELS

    if settings.sms_probes == "off" or not CHANNELS[settings.sms_provider].facts.reaches_people:
        return None
    if settings.sms_provider == "eum":
        from watchdesk.alerting.channels.end_user_messaging.facts import SERVICE
        from watchdesk.oversight.aws.end_user_messaging_account import EndUserMessagingAccount

        return EndUserMessagingAccount(clients(SERVICE), clients("cloudwatch"))
    from watchdesk.oversight.aws.sns_account import SnsSmsAccount

    return SnsSmsAccount(clients("sns"), clients("cloudwatch"))


def _report_incidents(settings: AuditSettings, incidents: "Incidents", clock: "Clock") -> "ReportIncidents":
    import boto3

    from watchdesk.aws.send_once import SEND_ONCE
    from watchdesk.oversight.aws.operator_mail import SnsOperatorMail
    from watchdesk.oversight.usecases.checks.report_incidents import ReportIncidents

    return ReportIncidents(
        incidents=incidents,
        operator_mail=SnsOperatorMail(boto3.client("sns", config=SEND_ONCE), settings.alarm_topic),
        clock=clock,
        stack=settings.stage,
        new_lease=lambda: uuid4().hex,
    )
