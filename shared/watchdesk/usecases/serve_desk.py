"""Everything a person can do at the duty desk: see what waits, open it, take it in hand, and say what was done."""

from dataclasses import dataclass

from watchdesk.ports import Clock, MessageArchive, Register
from watchdesk.ports.alerts import AlertFile
from watchdesk.ports.audit import AuditHistory, AuditTrail
from watchdesk.ports.desk import AlertDesk, Handling, MessageDesk
from watchdesk.usecases.desk.alerting import AcknowledgeAtDesk, ReadAlerts
from watchdesk.usecases.desk.changing import ChangeMessage
from watchdesk.usecases.desk.claiming import ClaimMessage
from watchdesk.usecases.desk.coding import NameAlerts
from watchdesk.usecases.desk.disposing import DisposeMessage
from watchdesk.usecases.desk.finding import FindMessage
from watchdesk.usecases.desk.listing import ListMessages
from watchdesk.usecases.desk.opening import OpenMessage
from watchdesk.usecases.desk.searching import SearchWords
from watchdesk.usecases.recording import RecordDeed
from watchdesk.usecases.take_alert import TakeAlert


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
    desk: MessageDesk
    handling: Handling
    archive: MessageArchive
    alerts: AlertDesk
    file: AlertFile
    take: TakeAlert
    trail: AuditTrail
    told: AuditHistory
    clock: Clock


def serve_desk(world: Desking) -> ServeDesk:
    """All of it over one world."""
    record, name_alerts = RecordDeed(trail=world.trail, clock=world.clock), NameAlerts(file=world.file)
    change = ChangeMessage(
        find=FindMessage(desk=world.desk), handling=world.handling, register=world.register, clock=world.clock
    )
    return ServeDesk(
        list_messages=ListMessages(
            desk=world.desk,
            alerts=world.alerts,
            file=world.file,
            register=world.register,
            search=SearchWords(archive=world.archive),
            name_alerts=name_alerts,
            record=record,
            clock=world.clock,
        ),
        open_message=OpenMessage(
            change=change,
            desk=world.desk,
            archive=world.archive,
            trail=world.told,
            name_alerts=name_alerts,
            clock=world.clock,
        ),
        claims=ClaimMessage(change=change),
        dispose=DisposeMessage(change=change),
        alerts=ReadAlerts(
            desk=world.desk,
            alerts=world.alerts,
            file=world.file,
            register=world.register,
            name_alerts=name_alerts,
            clock=world.clock,
        ),
        acknowledge=AcknowledgeAtDesk(file=world.file, take=world.take, record=record),
    )
