"""Kill or interrupt a sweep that warns, ends claims or dates anew at every call; the next sweeps must mend it.

In memory, under the contracts that the tables keep as well. It proves I13: whatever happens on the way, in the end
each open message has the dates of the terms that hold, and nothing that is due is without an alert.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import SELBY, a_policy, an_own_reply
from tests.fakes import FakeMessageStore, FakeRedatingLog
from tests.fakes.alerts import FakeAlertStore
from tests.worlds.alerting import Desk
from tests.worlds.crash_points import Killed, Outside
from watchdesk.alerting.domain.alert import AlertId
from watchdesk.core.message import MessageKey, MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.policy import TimeLimit

H, M = timedelta(hours=1), timedelta(minutes=1)
READS = frozenset({"due", "read", "open_page", "last", "current"})


class Watched:
    """A store every call to which can be the last."""

    def __init__(self, store: Any, outside: Outside) -> None:
        self._store, self._outside = store, outside

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._store, name)
        if not callable(asked):
            return asked
        return lambda *given, **named: self._outside.around(name, lambda: asked(*given, **named))


@dataclass
class World:
    outside: Outside = field(default_factory=Outside)
    messages: FakeMessageStore = field(default_factory=FakeMessageStore)
    alerts: FakeAlertStore = field(default_factory=FakeAlertStore)
    keys: list[MessageKey] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.messages.page = 2
        self.desk = Desk(Watched(self.messages, self.outside), Watched(self.alerts, self.outside))
        log = self.desk.redating_log
        self.log: FakeRedatingLog = log
        self.desk.redating_log = Watched(log, self.outside)

    def receives(self, native_id: str, **fields: Any) -> MessageKey:
        self.keys.append(self.desk.receives(native_id, **fields))
        return self.keys[-1]

    def later_sweeps(self, *minutes: int) -> None:
        for each in minutes:
            self.desk.later(minutes=each)
            self.desk.sweep()


@dataclass(frozen=True)
class Scenario:
    given: Callable[[World], object]
    holds: Callable[[World], object]


def three_to_be_warned_of(world: World) -> None:
    now = world.desk.clock.now()
    for number in range(3):
        world.receives(str(number), limit=H, warn_at=now + 50 * M)
    world.desk.later(minutes=50)


def each_was_warned_of_and_is_due_at_its_deadline(world: World) -> None:
    (warning,) = world.alerts.alerts
    assert warning.group is AlertGroup.WARNING
    assert set(world.alerts.members(warning.id)) == set(world.keys)
    for each in world.messages.read(world.keys):
        assert (each.attention_at, each.warned_at is not None, each.alert) == (each.deadline, True, None)


def three_claims_to_run_out(world: World) -> None:
    now = world.desk.clock.now()
    for number in range(3):
        key = world.receives(str(number), limit=H)
        world.messages.change(key, state=MessageState.CLAIMED, claimed_by="jane", claimed_at=now)
    world.desk.later(hours=1)


def each_is_nobodys_and_with_an_alert(world: World) -> None:
    for each in world.messages.read(world.keys):
        assert (each.state, each.attention_at) == (MessageState.OPENED, None)
        assert each.key in world.alerts.members(AlertId(each.alert))


def seven_under_a_policy_that_changed(world: World) -> None:
    for number in range(7):
        world.receives(str(number), limit=30 * M)
    world.desk.register.put(a_policy(limits=(TimeLimit(urgency=Urgency.URGENT, first_look=5 * H),)))


def each_has_the_dates_of_the_new_policy(world: World) -> None:
    assert world.alerts.alerts == []
    for each in world.messages.read(world.keys):
        assert (each.deadline, each.attention_at) == (each.since + 5 * H, each.since + 5 * H)
    assert world.log.redating.is_done


SCENARIOS = {
    "warns": Scenario(three_to_be_warned_of, each_was_warned_of_and_is_due_at_its_deadline),
    "ends claims": Scenario(three_claims_to_run_out, each_is_nobodys_and_with_an_alert),
    "dates anew": Scenario(seven_under_a_policy_that_changed, each_has_the_dates_of_the_new_policy),
}
NEXT = (1, 3)
"""Minutes to the next sweeps; after both, every pass there may be is over."""


def calls_of(scenario: Scenario) -> list[str]:
    world = World()
    scenario.given(world)
    world.outside.calls.clear()
    world.desk.sweep()
    calls = list(world.outside.calls)
    world.later_sweeps(*NEXT)
    scenario.holds(world)
    return calls


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_sweep_killed_before_or_after_any_call_is_mended_by_the_next(name):
    scenario = SCENARIOS[name]
    calls = calls_of(scenario)
    assert len([call for call in calls if call not in READS]) >= 4
    for index in range(len(calls)):
        for after in (False, True):
            world = World()
            scenario.given(world)
            world.outside.calls.clear()
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                world.desk.sweep()
            world.outside.kill_at = None
            world.later_sweeps(*NEXT)
            scenario.holds(world)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_sweep_overtaken_by_another_at_any_call_comes_to_the_same(name):
    scenario = SCENARIOS[name]
    for index in range(len(calls_of(scenario))):
        world = interrupted(scenario, index, lambda world: world.desk.sweep())
        world.later_sweeps(*NEXT)
        scenario.holds(world)


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_answer_at_any_call_of_a_sweep_ends_the_clock_for_good(name):
    scenario = SCENARIOS[name]
    for index in range(len(calls_of(scenario))):
        world = interrupted(scenario, index, answered)
        world.later_sweeps(*NEXT, 10 * 60)
        answer, *others = world.messages.read(world.keys)
        assert (answer.state, answer.attention_at) == (MessageState.DISPOSED, None), index
        assert all(each.alert for each in others), index


def interrupted(scenario: Scenario, index: int, by: Callable[[World], object]) -> World:
    world = World()
    scenario.given(world)
    world.outside.calls.clear()
    world.outside.interrupt_at, world.outside.interruption = index, lambda: by(world)
    world.desk.sweep()
    assert world.outside.interruption is None
    return world


def answered(world: World) -> None:
    now = world.desk.clock.now()
    world.messages.answer(SELBY, an_own_reply(world.keys[0].native_id, sent_at=now), now)
