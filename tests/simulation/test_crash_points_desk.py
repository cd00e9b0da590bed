"""Kill or overtake a person's deed at every call it makes: what was done is what was told, and it is told once.

Proves I12 for the desk on the real adapters, with moto: nothing is shown, taken or ended without its entry, what
was not done is not told, and of two who claim at once one has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.aws_tables import create_table
from tests.duty_room import PC, SERGEANT, DutyRoom, pc, sergeant
from tests.simulation.faults import Killed, Outside, WatchedClient
from watchdesk.adapters.dynamodb.alert_desk import DynamoAlertDesk
from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook
from watchdesk.adapters.dynamodb.archive import DynamoMessageArchive
from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
from watchdesk.adapters.dynamodb.handling import DynamoHandling
from watchdesk.adapters.dynamodb.message_desk import DynamoMessageDesk
from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.bootstrap.answering import take_alert
from watchdesk.domain.alert import Alert, AlertId, AlertState, Code, Group
from watchdesk.domain.audit import first_break
from watchdesk.domain.disposition import Ending, OutcomeCode
from watchdesk.domain.errors import Conflict, LeaseLost
from watchdesk.domain.message import MessageState
from watchdesk.domain.principal import Principal
from watchdesk.usecases.serve_desk import Desking, ServeDesk, serve_desk

ENDED = Ending(outcome=OutcomeCode.SPAM, reason="An advertisement.")
TABLES = ("MessagesTable", "AlertsTable", "AuditTable")


@cache
def dynamodb() -> Any:
    return boto3.client("dynamodb", region_name="eu-west-2")


@pytest.fixture(scope="module", autouse=True)
def aws() -> Iterator[None]:
    dynamodb.cache_clear()
    with mock_aws():
        yield


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
            group=Group.ROUTINE,
            code=Code("K7MX"),
            opened_at=now,
            attention_at=now,
        )
        DynamoAlertBook(alerts).open(self.alert, [self.key])
        deadlines = DynamoDeadlines(messages)
        for waiting in deadlines.read([self.key]):
            deadlines.hand_over(waiting, self.alert.id, now)
        self.file, self.desk = DynamoAlertFile(alerts), DynamoMessageDesk(messages)
        self.trail = DynamoAuditTrail(self._table("AuditTable"), self.room.register)
        self.watched, self.unwatched = self._use(WatchedClient(dynamodb(), self.outside)), self._use(dynamodb())

    def _table(self, name: str, client: Any = None) -> Table:
        return Table(client or dynamodb(), self.names[name], pause=lambda _: None)

    def _use(self, client: Any) -> ServeDesk:
        messages, alerts = self._table("MessagesTable", client), self._table("AlertsTable", client)
        trail = DynamoAuditTrail(self._table("AuditTable", client), self.room.register)
        return serve_desk(
            Desking(
                register=self.room.register,
                desk=DynamoMessageDesk(messages),
                handling=DynamoHandling(messages, trail),
                archive=DynamoMessageArchive(messages),
                alerts=DynamoAlertDesk(alerts),
                file=DynamoAlertFile(alerts),
                take=take_alert(alerts, self.room.register, self.room.clock),
                trail=trail,
                told=trail,
                clock=self.room.clock,
            )
        )

    @property
    def told(self) -> list[tuple[str, str]]:
        entries = list(self.trail.entries())
        assert first_break(entries) is None
        return [(entry.deed.actor, entry.deed.action) for entry in entries]

    @property
    def standing(self) -> Any:
        (standing,) = self.desk.standing([self.key])
        return standing


@dataclass(frozen=True)
class Deed:
    """What is done by whom, what it makes of the message, and the one line that tells of it."""

    does: Any
    action: str
    state: MessageState
    before: list[Any] = field(default_factory=list)


def claims(use: ServeDesk, world: World, who: Principal) -> object:
    return use.claims.claim(world.key, who)


def releases(use: ServeDesk, world: World, who: Principal) -> object:
    return use.claims.release(world.key, who)


def ends(use: ServeDesk, world: World, who: Principal) -> object:
    return use.dispose(world.key, who, ENDED)


def reads(use: ServeDesk, world: World, who: Principal) -> object:
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


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_killed_at_any_call_is_done_and_told_or_neither_and_once_when_asked_again(name, report):
    deed, points = DEEDS[name], 0
    for index in range(len(calls_of(deed))):
        for after in (False, True):
            world = begun(deed)
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                deed.does(world.watched, world, pc())
            assert world.told.count((PC, deed.action)) == int(world.standing.state is deed.state)
            world.room.clock.advance(seconds=5)
            deed.does(world.unwatched, world, pc())
            assert world.standing.state is deed.state
            assert world.told.count((PC, deed.action)) == 1
            points += 1
    report(f"{name}: {points} crash points, each done and told once")


def test_a_reading_killed_at_any_call_was_told_before_it_was_shown(report):
    deed, points = Deed(reads, "read_message", MessageState.OPENED), 0
    for index in range(len(calls_of(deed))):
        for after in (False, True):
            world = begun(deed)
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                reads(world.watched, world, pc())
            told = world.told
            assert len(told) == int(world.standing.state is MessageState.OPENED)
            reads(world.unwatched, world, sergeant())
            assert world.told == [*told, (SERGEANT, "read_message")]
            points += 1
    report(f"read: {points} crash points, nothing shown untold")


def test_an_acknowledgement_killed_at_any_call_is_never_given_untold(report):
    def acknowledges(use, world, who):
        return use.acknowledge(world.alert.id, who)

    deed, points = Deed(acknowledges, "acknowledge_alert", MessageState.UNREAD), 0
    for index in range(len(calls_of(deed))):
        for after in (False, True):
            world = begun(deed)
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                acknowledges(world.watched, world, pc())
            is_given = world.file.alert(world.alert.id).state is AlertState.ACKNOWLEDGED
            assert world.told or not is_given
            world.room.clock.advance(seconds=5)
            assert acknowledges(world.unwatched, world, pc()).acknowledged_by == PC
            assert 1 <= len(world.told) <= 2
            points += 1
    report(f"acknowledge: {points} crash points, none given untold")


@pytest.mark.parametrize("ours", ["claim", "dispose", "read"])
@pytest.mark.parametrize("theirs", [claims, ends, reads])
def test_of_two_at_once_each_is_told_of_what_they_did_and_no_more(ours, theirs, report):
    does = {"claim": claims, "dispose": ends, "read": reads}[ours]
    deed, points = Deed(does, "", MessageState.UNREAD), 0
    for index in range(len(calls_of(deed))):
        world = begun(deed)
        world.outside.interrupt_at = index
        world.outside.interruption = lambda world=world: _tried(theirs, world, sergeant())
        is_done = _tried(does, world, pc(), watched=True)
        told = world.told
        assert [actor for actor, _ in told].count(PC) == int(is_done)
        assert _is_as_told(world, told)
        points += 1
    report(f"{ours} overtaken by {theirs.__name__}: {points} points")


def _tried(does: Any, world: World, who: Principal, *, watched: bool = False) -> bool:
    try:
        does(world.watched if watched else world.unwatched, world, who)
    except (Conflict, LeaseLost):
        return False
    return True


def _is_as_told(world: World, told: list[tuple[str, str]]) -> bool:
    """The last deed that changed it is how it stands."""
    standing = world.standing
    ended = [actor for actor, action in told if action == "dispose_message"]
    if ended:
        return len(ended) == 1 and standing.disposition.by == ended[0]
    held = [actor for actor, action in told if action == "claim_message"]
    if held:
        return len(held) == 1 and standing.claimed_by == held[0]
    return standing.state is MessageState.OPENED
