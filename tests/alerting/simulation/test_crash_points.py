"""Kill or interrupt a sweep, an escalation and an answer at every call they make; the next ticks must mend it.

Real adapters and real rules on moto. Where a run dies between two writes, the world is left the same wherever
that was, so each write is a place to die before and after; an overtaking run goes in between any two calls, except
inside a listing of the due index, whose shards hold independent items. For single faults it proves I4 (no overdue
message without a text), I6 (at most one text too many for a kill, none for two runs at once) and I9 (an answer
counts once, and ends the texts).
"""

import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from moto import mock_aws

from tests.alerting.simulation.scenarios import (
    ACKNOWLEDGED,
    OPEN,
    RESOLVED,
    SCENARIOS,
    Scenario,
    answer,
    escalate,
    the_sergeant_did_not_answer,
)
from tests.alerting.simulation.world import LEASE_OVER, READS, World, client
from tests.fakes import NOON
from tests.worlds.alerting import PEOPLE
from tests.worlds.crash_points import Killed
from watchdesk.alerting.domain.alert import AlertId, AlertState
from watchdesk.alerting.domain.notification import TextState


@pytest.fixture(autouse=True, scope="module")
def aws() -> Iterator[None]:
    client.cache_clear()
    with mock_aws():
        yield


@pytest.fixture
def report(capsys) -> Callable[[str], None]:
    """Says how many points were tried, whatever pytest does with output."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return say


def states(world: World) -> dict[AlertState, int]:
    found = [alert.state for alert in world.alerts]
    return {state: found.count(state) for state in found}


def assert_all_is_well(world: World, scenario: Scenario, *, most_extra: int, where: str) -> int:
    """No message without an alert, no open alert without a text on its step. How many texts were too many."""
    for waiting in world.desk.messages.read(world.keys):
        assert waiting.attention_at is None, f"{where}: a message is still due"
        if waiting.state.is_waiting:
            assert waiting.key in world.desk.alerts.members(AlertId(waiting.alert)), where
    assert states(world) == scenario.alerts, where
    for alert in world.alerts:
        if alert.state is OPEN:
            texts = world.desk.alerts.notifications(alert.id)
            assert [text for text in texts if text.step == alert.step and text.state is TextState.ACCEPTED], where
    extra = len(world.texts) - scenario.texts
    assert 0 <= extra <= most_extra, where
    return extra


@cache
def undisturbed(name: str) -> list[str]:
    """The calls of the run under test."""
    scenario, world = SCENARIOS[name], World()
    scenario.given(world)
    world.outside.calls.clear()
    scenario.run(world)
    calls = list(world.outside.calls)
    world.ticks(LEASE_OVER, 1)
    assert_all_is_well(world, scenario, most_extra=0, where="undisturbed")
    return calls


def between(calls: list[str]) -> list[int]:
    """Before every call, but not inside a listing."""
    return [
        index for index, call in enumerate(calls) if index == 0 or (calls[index - 1], call) != ("query", "query")
    ]


def killed(scenario: Scenario, index: int, *, after: bool) -> World:
    world = World()
    scenario.given(world)
    world.outside.calls.clear()
    world.outside.kill_at, world.outside.after = index, after
    with pytest.raises(Killed):
        scenario.run(world)
    world.outside.kill_at = None
    if scenario.repeats:
        scenario.run(world)
    world.ticks(LEASE_OVER, 1)
    return world


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_killed_at_any_write_loses_nothing_and_costs_at_most_one_text(name, report):
    scenario, extra = SCENARIOS[name], 0
    calls = undisturbed(name)
    writes = [index for index, call in enumerate(calls) if call not in READS]
    for index in writes:
        for after in (False, True):
            where = f"killed {'after' if after else 'before'} call {index}: {calls[index]}"
            extra += assert_all_is_well(killed(scenario, index, after=after), scenario, most_extra=1, where=where)
    report(f"{name}: {2 * len(writes)} crash points ({len(calls)} calls), 0 lost, {extra} texts too many")


def everything_else(world: World) -> None:
    world.desk.sweep()
    world.desk.escalate()


def overtaken(scenario: Scenario, index: int, by: Callable[[World], object]) -> World:
    world = World()
    scenario.given(world)
    world.outside.calls.clear()
    world.outside.interrupt_at, world.outside.interruption = index, lambda: by(world)
    scenario.run(world)
    assert world.outside.interruption is None
    return world


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_overtaken_at_any_call_by_others_tells_nothing_twice(name, report):
    scenario = SCENARIOS[name]
    calls = undisturbed(name)
    for index in between(calls):
        world = overtaken(scenario, index, everything_else)
        world.ticks(LEASE_OVER)
        where = f"overtaken at call {index}: {calls[index]}"
        # What the others found first is told in a text of its own: nothing is told twice for it.
        assert_all_is_well(world, scenario, most_extra=sum(scenario.alerts.values()) - 1, where=where)
        told = [
            (each.alert, each.n) for person in PEOPLE for each in world.desk.pagers.texted_alerts(person.id, NOON)
        ]
        assert len(told) == len(set(told)), where
    report(f"{name}: {len(between(calls))} overlap points ({len(calls)} calls), 0 lost, 0 told twice")


def test_an_answer_in_the_middle_of_an_escalation_costs_no_text_that_was_not_in_hand(report):
    """Once the answer is stored, only a text whose lease was written before it may still leave."""
    scenario = Scenario(the_sergeant_did_not_answer, escalate, texts=1, alerts={ACKNOWLEDGED: 1})
    calls = undisturbed("escalation climbs")
    sending = calls.index("publish")
    assert calls[sending - 1] == "transact_write_items", "the lease of the text comes first"
    for index in between(calls):
        world = overtaken(scenario, index, answer)
        world.ticks(LEASE_OVER)
        in_hand = 1 if index >= sending else 0
        extra = assert_all_is_well(
            world, scenario, most_extra=in_hand, where=f"answered at call {index}: {calls[index]}"
        )
        assert extra == in_hand
    report(f"answer during an escalation: {len(between(calls))} overlap points")


def test_a_message_dealt_with_in_the_middle_of_an_escalation_is_texted_about_at_most_once(report):
    calls = undisturbed("escalation texts")
    scenario = SCENARIOS["escalation texts"]
    for index in between(calls):
        world = overtaken(scenario, index, lambda world: [world.is_answered(key) for key in world.keys[:3]])
        world.ticks(20)
        assert states(world) == {RESOLVED: 2}, f"dealt with at call {index}: {calls[index]}"
        assert len(world.texts) <= scenario.texts
    report(f"dealt with during an escalation: {len(between(calls))} overlap points")
