"""The duty desk: what people see, read and handle over the API."""

from functools import cache
from typing import TYPE_CHECKING

from watchdesk.bootstrap.replies import take_alert
from watchdesk.bootstrap.runtime import table
from watchdesk.bootstrap.settings import DeskSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.desk.usecases.serve_desk import ServeDesk
    from watchdesk.http.application import Application

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def serve_desk() -> "Application":
    from watchdesk.desk.http.app import handling
    from watchdesk.desk.http.facade import DutyDesk

    use = _use_cases(DeskSettings.from_environment())
    return handling(
        DutyDesk(
            page=use.list_messages,
            open=use.open_message,
            claim=use.claims.claim,
            release=use.claims.release,
            dispose=use.dispose,
            alerts=use.alerts.all,
            alert=use.alerts.one,
            acknowledge=use.acknowledge,
        )
    )


def _use_cases(settings: DeskSettings) -> "ServeDesk":
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.audit.dynamodb import DynamoAuditTrail
    from watchdesk.desk.dynamodb.alert_list import DynamoAlertList
    from watchdesk.desk.dynamodb.message_changes import DynamoMessageChanges
    from watchdesk.desk.dynamodb.message_list import DynamoMessageList
    from watchdesk.desk.usecases.serve_desk import Desking, serve_desk
    from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
    from watchdesk.platforms.registry import FACTS
    from watchdesk.register.dynamodb.register import DynamoRegister

    messages, alerts, clock = table(settings.messages_table), table(settings.alerts_table), SystemClock()
    register = DynamoRegister(table(settings.register_table), clock)
    trail = DynamoAuditTrail(table(settings.audit_table), register)
    return serve_desk(
        Desking(
            register=register,
            facts=FACTS,
            desk=DynamoMessageList(messages),
            handling=DynamoMessageChanges(messages, trail),
            archive=DynamoMessageArchive(messages),
            alerts=DynamoAlertList(alerts),
            reader=DynamoAlertReader(alerts),
            take=take_alert(alerts, register, clock),
            trail=trail,
            told=trail,
            clock=clock,
        )
    )
