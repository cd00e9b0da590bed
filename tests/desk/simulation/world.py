"""One message with an alert on a simulated AWS, and what people do about it at the desk."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boto3

from tests.aws_tables import create_table
from tests.worlds.crash_points import Outside, WatchedClient
from tests.worlds.desk import DeskUseCases, DutyRoom, pc
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.dynamodb.alerts import DynamoOpenAlerts
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.audit.trail import first_break
from watchdesk.aws.dynamodb.table import Table
from watchdesk.bootstrap.alerting import take_alert
from watchdesk.bootstrap.desk import DeskStores
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.core.message import MessageState
from watchdesk.core.principal import Principal
from watchdesk.desk.dynamodb.alert_list import DynamoAlertList
from watchdesk.desk.dynamodb.message_changes import DynamoMessageChanges
from watchdesk.desk.dynamodb.message_list import DynamoMessageList
from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.alert_group import AlertGroup

ENDED = DispositionRequest(outcome=DispositionCode.SPAM, reason="An advertisement.")
TABLES = ("MessagesTable", "AlertsTable", "AuditTable")


@cache
def dynamodb() -> Any:
    return boto3.client("dynamodb", region_name="eu-west-2")


class World:
    """One message, with an alert."""

    def __init__(self) -> None:
        self.outside = Outside()
        self.room = DutyRoom()
        self.names = {each: create_table(dynamodb(), each) for each in TABLES}
        self.key = self.room.receives(minutes=5)
        self.room.clock.advance(minutes=6)
        messages, alerts = self._table("MessagesTable"), self._table("AlertsTable")
        DynamoMessageStore(messages).add(self.room.messages.messages)
        now = self.room.clock.now()
        self.alert = Alert(
            id=AlertId("A000000001"),
            account=self.key.account,
            group=AlertGroup.ROUTINE,
            code=Code("K7MX"),
            opened_at=now,
            attention_at=now,
        )
        DynamoOpenAlerts(alerts).open(self.alert, [self.key])
        due_messages = DynamoDueMessages(messages)
        for waiting in due_messages.read([self.key]):
            due_messages.hand_over(waiting, self.alert.id, now)
        self.reader, self.desk = DynamoAlertReader(alerts), DynamoMessageList(messages)
        self.trail = DynamoAuditTrail(self._table("AuditTable"), self.room.register)
        self.watched, self.unwatched = self._use(WatchedClient(dynamodb(), self.outside)), self._use(dynamodb())

    def _table(self, name: str, client: Any = None) -> Table:
        return Table(client or dynamodb(), self.names[name], pause=lambda _: None)

    def _use(self, client: Any) -> DeskUseCases:
        messages, alerts = self._table("MessagesTable", client), self._table("AlertsTable", client)
        trail = DynamoAuditTrail(self._table("AuditTable", client), self.room.register)
        return DeskUseCases(
            DeskStores(
                register=self.room.register,
                facts=FACTS,
                messages=DynamoMessageList(messages),
                changes=DynamoMessageChanges(messages, trail),
                archive=DynamoMessageArchive(messages),
                alerts=DynamoAlertList(alerts),
                alert_reader=DynamoAlertReader(alerts),
                take_alert=take_alert(alerts, self.room.register, self.room.clock),
                audit_trail=trail,
                audit_history=trail,
                clock=self.room.clock,
            )
        )

    @property
    def told(self) -> list[tuple[str, str]]:
        entries = list(self.trail.entries())
        assert first_break(entries) is None
        return [(entry.deed.actor, entry.deed.action) for entry in entries]

    @property
    def status(self) -> Any:
        (status,) = self.desk.statuses([self.key])
        return status


@dataclass(frozen=True)
class Deed:
    """What is done by whom, what it makes of the message, and the one line that tells of it."""

    does: Any
    action: str
    state: MessageState
    before: list[Any] = field(default_factory=list)


def claims(use: DeskUseCases, world: World, who: Principal) -> object:
    return use.claim(world.key, who)


def releases(use: DeskUseCases, world: World, who: Principal) -> object:
    return use.release(world.key, who)


def ends(use: DeskUseCases, world: World, who: Principal) -> object:
    return use.dispose(world.key, who, ENDED)


def reads(use: DeskUseCases, world: World, who: Principal) -> object:
    return use.open_message(world.key, who)


DEEDS = {
    "claim": Deed(claims, "claim_message", MessageState.CLAIMED),
    "release": Deed(releases, "release_message", MessageState.OPENED, before=[claims]),
    "dispose": Deed(ends, "dispose_message", MessageState.DISPOSED, before=[claims]),
}


def begun(deed: Deed) -> World:
    world = World()
    for earlier in deed.before:
        earlier(world.unwatched, world, pc())
    return world


def calls_of(deed: Deed) -> list[str]:
    world = begun(deed)
    deed.does(world.watched, world, pc())
    return list(world.outside.calls)
