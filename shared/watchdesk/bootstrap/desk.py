"""The duty desk: what people see, read and handle over the API."""

from functools import cache
from typing import TYPE_CHECKING

from watchdesk.adapters.clock import SystemClock
from watchdesk.bootstrap.answering import take_alert
from watchdesk.bootstrap.runtime import table
from watchdesk.settings import DeskSettings

if TYPE_CHECKING:
    from watchdesk.adapters.api.application import Application
    from watchdesk.usecases.serve_desk import ServeDesk

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@cache
def serve_desk() -> "Application":
    from watchdesk.adapters.api.duty_desk import DutyDesk
    from watchdesk.adapters.api.handling import handling

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
    from watchdesk.adapters.dynamodb.alert_desk import DynamoAlertDesk
    from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
    from watchdesk.adapters.dynamodb.archive import DynamoMessageArchive
    from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
    from watchdesk.adapters.dynamodb.handling import DynamoHandling
    from watchdesk.adapters.dynamodb.message_desk import DynamoMessageDesk
    from watchdesk.adapters.dynamodb.register import DynamoRegister
    from watchdesk.usecases.serve_desk import Desking, serve_desk

    messages, alerts, clock = table(settings.messages_table), table(settings.alerts_table), SystemClock()
    register = DynamoRegister(table(settings.register_table), clock)
    trail = DynamoAuditTrail(table(settings.audit_table), register)
    return serve_desk(
        Desking(
            register=register,
            desk=DynamoMessageDesk(messages),
            handling=DynamoHandling(messages, trail),
            archive=DynamoMessageArchive(messages),
            alerts=DynamoAlertDesk(alerts),
            file=DynamoAlertFile(alerts),
            take=take_alert(alerts, register, clock),
            trail=trail,
            told=trail,
            clock=clock,
        )
    )
