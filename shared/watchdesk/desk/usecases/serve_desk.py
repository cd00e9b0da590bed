"""Everything a person can do at the duty desk: see what waits, open it, take it in hand, and say what was done."""

from dataclasses import dataclass

from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.audit.ports import AuditHistory, AuditTrail
from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.clock import Clock
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.desk.ports import AlertList, MessageChanges, MessageList
from watchdesk.desk.usecases.change_message import ChangeMessage
from watchdesk.desk.usecases.claim_message import ClaimMessage
from watchdesk.desk.usecases.dispose_message import DisposeMessage
from watchdesk.desk.usecases.find_message import FindMessage
from watchdesk.desk.usecases.label_alerts import LabelAlerts
from watchdesk.desk.usecases.list_messages import ListMessages
from watchdesk.desk.usecases.open_message import OpenMessage
from watchdesk.desk.usecases.read_alerts import AcknowledgeAtDesk, ReadAlerts
from watchdesk.desk.usecases.search_message import SearchMessage
from watchdesk.inbox.ports.messages import MessageArchive
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeDesk:
    """Each is told who asks. What is not permitted and what is not there raise the same Unknown.

    Nobody reads, takes or ends anything without a line in the audit trail.
    """

    list_messages: ListMessages
    open_message: OpenMessage
    claims: ClaimMessage
    dispose: DisposeMessage
    alerts: ReadAlerts
    acknowledge: AcknowledgeAtDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Desking:
    """What all of it needs of the world."""

    register: Register
    facts: FactsByPlatform
    desk: MessageList
    handling: MessageChanges
    archive: MessageArchive
    alerts: AlertList
    reader: AlertReader
    take: TakeAlert
    trail: AuditTrail
    told: AuditHistory
    clock: Clock


def serve_desk(world: Desking) -> ServeDesk:
    """All of it over one world."""
    record, label_alerts = RecordEvent(trail=world.trail, clock=world.clock), LabelAlerts(reader=world.reader)
    change = ChangeMessage(
        find=FindMessage(desk=world.desk),
        handling=world.handling,
        register=world.register,
        facts=world.facts,
        clock=world.clock,
    )
    return ServeDesk(
        list_messages=ListMessages(
            desk=world.desk,
            alerts=world.alerts,
            reader=world.reader,
            register=world.register,
            search=SearchMessage(archive=world.archive),
            label_alerts=label_alerts,
            record=record,
            clock=world.clock,
        ),
        open_message=OpenMessage(
            change=change,
            desk=world.desk,
            archive=world.archive,
            trail=world.told,
            label_alerts=label_alerts,
            clock=world.clock,
        ),
        claims=ClaimMessage(change=change),
        dispose=DisposeMessage(change=change),
        alerts=ReadAlerts(
            desk=world.desk,
            alerts=world.alerts,
            reader=world.reader,
            register=world.register,
            label_alerts=label_alerts,
            clock=world.clock,
        ),
        acknowledge=AcknowledgeAtDesk(reader=world.reader, take=world.take, record=record),
    )
