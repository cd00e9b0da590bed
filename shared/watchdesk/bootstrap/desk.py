"""The duty desk: its use cases and routes, wired over the stores."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from watchdesk.bootstrap.alerting import take_alert
from watchdesk.bootstrap.runtime import table
from watchdesk.bootstrap.settings.desk import DeskSettings
from watchdesk.core.system_clock import SystemClock

if TYPE_CHECKING:
    from watchdesk.alerting.ports.alerts import AlertReader
    from watchdesk.alerting.usecases.take_alert import TakeAlert
    from watchdesk.audit.ports import AuditHistory, AuditTrail
    from watchdesk.core.clock import Clock
    from watchdesk.core.platform_facts import FactsByPlatform
    from watchdesk.desk.http.alert_routes import AlertRoutes
    from watchdesk.desk.http.message_routes import MessageRoutes
    from watchdesk.desk.ports import AlertList, MessageChanges, MessageList
    from watchdesk.http.application import Application
    from watchdesk.inbox.ports.messages import MessageArchive
    from watchdesk.register.ports import Register

# ruff: noqa: PLC0415  a function that imports only what it uses starts cold in half the time


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskStores:
    """Everything that the use cases of the desk need. Tests put stores in memory here."""

    register: "Register"
    facts: "FactsByPlatform"
    messages: "MessageList"
    changes: "MessageChanges"
    archive: "MessageArchive"
    alerts: "AlertList"
    alert_reader: "AlertReader"
    take_alert: "TakeAlert"
    audit_trail: "AuditTrail"
    audit_history: "AuditHistory"
    clock: "Clock"


@cache
def serve_desk() -> "Application":
    from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
    from watchdesk.audit.dynamodb import DynamoAuditTrail
    from watchdesk.desk.dynamodb.alert_list import DynamoAlertList
    from watchdesk.desk.dynamodb.message_changes import DynamoMessageChanges
    from watchdesk.desk.dynamodb.message_list import DynamoMessageList
    from watchdesk.http.application import Application
    from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
    from watchdesk.platforms.registry import FACTS
    from watchdesk.register.dynamodb.register import DynamoRegister

    settings, clock = DeskSettings.from_environment(), SystemClock()
    messages, alerts = table(settings.messages_table), table(settings.alerts_table)
    register = DynamoRegister(table(settings.register_table), clock)
    trail = DynamoAuditTrail(table(settings.audit_table), register)
    stores = DeskStores(
        register=register,
        facts=FACTS,
        messages=DynamoMessageList(messages),
        changes=DynamoMessageChanges(messages, trail),
        archive=DynamoMessageArchive(messages),
        alerts=DynamoAlertList(alerts),
        alert_reader=DynamoAlertReader(alerts),
        take_alert=take_alert(alerts, register, clock),
        audit_trail=trail,
        audit_history=trail,
        clock=clock,
    )
    return Application(message_routes(stores), alert_routes(stores))


def message_routes(stores: DeskStores) -> "MessageRoutes":
    from watchdesk.audit.record_event import RecordEvent
    from watchdesk.desk.http.message_routes import MessageRoutes
    from watchdesk.desk.usecases.change_message import ChangeMessage
    from watchdesk.desk.usecases.claim_message import ClaimMessage
    from watchdesk.desk.usecases.dispose_message import DisposeMessage
    from watchdesk.desk.usecases.find_disposed_messages import FindDisposedMessages
    from watchdesk.desk.usecases.find_message import FindMessage
    from watchdesk.desk.usecases.find_waiting_messages import FindWaitingMessages
    from watchdesk.desk.usecases.label_alerts import LabelAlerts
    from watchdesk.desk.usecases.list_messages import ListMessages
    from watchdesk.desk.usecases.open_message import OpenMessage
    from watchdesk.desk.usecases.release_message import ReleaseMessage
    from watchdesk.desk.usecases.search_message import SearchMessage

    label_alerts = LabelAlerts(alert_reader=stores.alert_reader)
    change = ChangeMessage(
        find=FindMessage(messages=stores.messages),
        changes=stores.changes,
        register=stores.register,
        facts=stores.facts,
        clock=stores.clock,
    )
    return MessageRoutes(
        list_page=ListMessages(
            alerts=stores.alerts,
            find_waiting=FindWaitingMessages(messages=stores.messages, alert_reader=stores.alert_reader),
            find_disposed=FindDisposedMessages(messages=stores.messages, register=stores.register),
            search=SearchMessage(archive=stores.archive),
            label_alerts=label_alerts,
            record=RecordEvent(trail=stores.audit_trail, clock=stores.clock),
            clock=stores.clock,
        ),
        open=OpenMessage(
            change=change,
            messages=stores.messages,
            archive=stores.archive,
            audit_history=stores.audit_history,
            label_alerts=label_alerts,
            clock=stores.clock,
        ),
        claim=ClaimMessage(change=change),
        release=ReleaseMessage(change=change),
        dispose=DisposeMessage(change=change),
    )


def alert_routes(stores: DeskStores) -> "AlertRoutes":
    from watchdesk.audit.record_event import RecordEvent
    from watchdesk.desk.http.alert_routes import AlertRoutes
    from watchdesk.desk.usecases.acknowledge_at_desk import AcknowledgeAtDesk
    from watchdesk.desk.usecases.find_alert import FindAlert
    from watchdesk.desk.usecases.label_alerts import LabelAlerts
    from watchdesk.desk.usecases.list_alerts import ListAlerts
    from watchdesk.desk.usecases.read_alert import ReadAlert

    find = FindAlert(alert_reader=stores.alert_reader)
    record = RecordEvent(trail=stores.audit_trail, clock=stores.clock)
    return AlertRoutes(
        list_all=ListAlerts(alerts=stores.alerts, register=stores.register, clock=stores.clock),
        read=ReadAlert(
            find=find,
            messages=stores.messages,
            alert_reader=stores.alert_reader,
            register=stores.register,
            label_alerts=LabelAlerts(alert_reader=stores.alert_reader),
            clock=stores.clock,
        ),
        acknowledge=AcknowledgeAtDesk(find=find, take=stores.take_alert, record=record),
    )
