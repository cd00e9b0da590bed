"""The auditor: everything that can be examined, whom it tells, and how its heart beats."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.runtime import client
from watchdesk.settings import AuditSettings

if TYPE_CHECKING:
    from watchdesk.ports import Clock
    from watchdesk.ports.health import SmsAccount
    from watchdesk.usecases.audit_watch import AuditWatch
    from watchdesk.usecases.health.everything import Patient
    from watchdesk.usecases.health.telling import TellTroubles

Clients = Callable[[str], Any]
"""Makes the client of a service, or gives the one it has."""

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def audit_watch() -> "AuditWatch":
    from watchdesk.adapters.dynamodb.table import Table
    from watchdesk.adapters.dynamodb.troubles import DynamoTroubles
    from watchdesk.adapters.heartbeat import HttpHeartbeat
    from watchdesk.adapters.http import Urllib3Http
    from watchdesk.adapters.ids import RandomAlertIds
    from watchdesk.usecases.audit_watch import AuditWatch
    from watchdesk.usecases.health.canary import OpenCanary
    from watchdesk.usecases.health.everything import examinations

    settings, clock = AuditSettings.from_environment(), SystemClock()
    whole = patient(settings, client, clock)
    troubles = DynamoTroubles(Table(client("dynamodb"), settings.watch_table))
    open_canary = OpenCanary(
        register=whole.register,
        book=whole.book,
        file=whole.file,
        escalations=whole.escalations,
        ids=RandomAlertIds(),
        clock=clock,
    )
    return AuditWatch(
        open_canary=open_canary,
        examinations=examinations(whole),
        troubles=troubles,
        tell=_tell(settings, troubles, clock),
        heartbeat=HttpHeartbeat(Urllib3Http(), settings.heartbeat_url),
        clock=clock,
    )


def patient(settings: AuditSettings, clients: Clients, clock: "Clock") -> "Patient":
    """The system that these settings describe, as whoever these clients belong to may look at it."""
    from watchdesk.adapters.backlog import SqsBacklog
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
    from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook, DynamoAlertQueue
    from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
    from watchdesk.adapters.dynamodb.pagers import DynamoPagerQueue
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.adapters.dynamodb.roll import DynamoWatchView
    from watchdesk.adapters.dynamodb.rounds import DynamoAlertRound, DynamoMessageRound, DynamoRoundBook
    from watchdesk.adapters.dynamodb.table import Table
    from watchdesk.adapters.metrics import LambdaTicks
    from watchdesk.adapters.sqs import SqsEscalationQueue
    from watchdesk.usecases.health.everything import Patient

    dynamodb, cloudwatch, sqs = clients("dynamodb"), clients("cloudwatch"), clients("sqs")
    names = (settings.register_table, settings.watch_table, settings.messages_table, settings.alerts_table)
    register, watch, messages, alerts = (Table(dynamodb, name) for name in names)
    return Patient(
        register=DynamoRegister(register, clock),
        deadlines=DynamoDeadlines(messages),
        messages=DynamoMessageRound(messages),
        alerts=DynamoAlertRound(alerts),
        book=DynamoAlertBook(alerts),
        queue=DynamoAlertQueue(alerts),
        file=DynamoAlertFile(alerts),
        pagers=DynamoPagerQueue(alerts),
        escalations=SqsEscalationQueue(sqs, settings.escalations_queue_url),
        rounds=DynamoRoundBook(watch),
        view=DynamoWatchView(watch),
        ticks=LambdaTicks(cloudwatch),
        functions=settings.functions,
        backlog=SqsBacklog(
            sqs=sqs, cloudwatch=cloudwatch, work=settings.work_queues, dead_letters=settings.dead_letters
        ),
        sms=_sms_account(settings, clients),
        is_texting=settings.sms_provider != "none",
        clock=clock,
    )


def _sms_account(settings: AuditSettings, clients: Clients) -> "SmsAccount | None":
    if settings.sms_probes == "off" or settings.sms_provider == "none":
        return None
    if settings.sms_provider == "eum":
        from watchdesk.adapters.end_user_messaging import SERVICE
        from watchdesk.adapters.end_user_messaging_account import EndUserMessagingAccount

        return EndUserMessagingAccount(clients(SERVICE), clients("cloudwatch"))
    from watchdesk.adapters.sms_account import SnsSmsAccount

    return SnsSmsAccount(clients("sns"), clients("cloudwatch"))


def _tell(settings: AuditSettings, troubles: Any, clock: "Clock") -> "TellTroubles":  # noqa: ANN401  the ledger
    import boto3

    from watchdesk.adapters.cloud_team import SnsCloudTeam
    from watchdesk.adapters.send_once import SEND_ONCE
    from watchdesk.usecases.health.telling import TellTroubles

    return TellTroubles(
        troubles=troubles,
        cloud_team=SnsCloudTeam(boto3.client("sns", config=SEND_ONCE), settings.alarm_topic),
        clock=clock,
        stack=settings.stage,
        new_lease=lambda: uuid4().hex,
    )
