"""Kill or overtake a person's deed at every call it makes: what was done is what was told, and it is told once.

Proves I12 for the desk on the real adapters, with moto: nothing is shown, taken or ended without its entry, what
was not done is not told, and of two who claim at once one has it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from tests.desk.simulation.world import DEEDS, Deed, World, begun, calls_of, claims, dynamodb, ends, reads
from tests.worlds.crash_points import Killed
from tests.worlds.desk import PC, SERGEANT, pc, sergeant
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.errors import Conflict, LeaseLost
from watchdesk.core.message import MessageState
from watchdesk.core.principal import Principal


@pytest.fixture(scope="module", autouse=True)
def aws() -> Iterator[None]:
    dynamodb.cache_clear()
    with mock_aws():
        yield


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_killed_at_any_call_is_done_and_told_or_neither_and_once_when_asked_again(name, report):
    deed, points = DEEDS[name], 0
    for index in range(len(calls_of(deed))):
        for after in (False, True):
            world = begun(deed)
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                deed.does(world.watched, world, pc())
            assert world.told.count((PC, deed.action)) == int(world.status.state is deed.state)
            world.room.clock.advance(seconds=5)
            deed.does(world.unwatched, world, pc())
            assert world.status.state is deed.state
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
            assert len(told) == int(world.status.state is MessageState.OPENED)
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
            is_given = world.reader.alert(world.alert.id).state is AlertState.ACKNOWLEDGED
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
    status = world.status
    ended = [actor for actor, action in told if action == "dispose_message"]
    if ended:
        return len(ended) == 1 and status.disposition.by == ended[0]
    held = [actor for actor, action in told if action == "claim_message"]
    if held:
        return len(held) == 1 and status.claimed_by == held[0]
    return status.state is MessageState.OPENED
