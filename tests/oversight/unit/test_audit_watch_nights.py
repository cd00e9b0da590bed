"""Whole nights at the duty desk: the audit finds nothing while the engine works, and everything when it stops."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from tests.builders import a_force, an_account
from tests.worlds.alerting import Desk
from tests.worlds.oversight import AuditWorld
from watchdesk.core.account import Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId


class Night(AuditWorld):
    """A audit_world whose messages, alerts and pagers are those of a real desk, worked on minute by minute."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(self.store, self.alerts, queue=self.escalations)
        self.clock = self.desk.clock
        self.register, self.pagers = self.desk.register, self.desk.pagers
        self.is_seen()

    def passes(self, minutes: int, each: Callable[[], None] = lambda: None) -> list[str]:
        """What the audits of these minutes found."""
        found: list[str] = []
        for minute in range(1, minutes + 1):
            self.desk.tick()
            self.is_seen()
            each()
            if minute % 5 == 0:
                found += [f"{finding.name} {finding.about}" for finding in self.audit().findings]
        return found


@pytest.fixture
def night() -> Night:
    return Night()


def test_an_alert_that_climbs_to_the_last_resort_all_night_is_nothing_to_mend(night):
    night.desk.receives()
    assert night.passes(8 * 60) == []
    assert night.heartbeat.beats == 96


def test_an_alert_that_is_acknowledged_and_comes_back_is_nothing_to_mend(night):
    night.desk.receives()
    assert night.passes(31) == []
    night.desk.acknowledges(night.desk.phones.arrived[-1])
    assert night.passes(3 * 60) == []


def test_a_storm_that_the_caps_hold_back_is_nothing_to_mend(night):
    names = [f"account-{number}" for number in range(30)]
    for name in names:
        night.register.put(an_account(name, name=name, surfaces=frozenset({Surface.MENTION})))
        night.watch.enrol(name, night.clock.now())
    seen = night.is_seen

    def everything_is_seen() -> None:
        seen()
        (state,) = [state for key, state in night.watch.states.items() if key[0] == an_account().id]
        for name in names:
            night.watch.states[name, state.feed] = state.__class__(
                account=name,
                feed=state.feed,
                surfaces=state.surfaces,
                connected_at=state.connected_at,
                last_success=state.last_success,
            )

    night.is_seen = everything_is_seen
    for name in names:
        for urgency in Urgency:
            night.desk.receives(f"{name}-{urgency}", account=name, urgency=urgency)
    assert night.passes(4 * 60) == []


def test_a_test_by_text_that_is_answered_by_its_link_is_nothing_to_mend(night):
    canary = DailyTest(person=PersonId("sergeant"), at=time(12, 10), answer_within=timedelta(minutes=20))
    night.register.put(a_force(canary=canary))
    assert night.passes(15) == []
    (text,) = night.desk.phones.arrived
    assert text.person == "sergeant"
    night.desk.acknowledges(text)
    assert night.passes(26 * 60 - 15) == ["canary_unanswered "] * 19
    assert night.subjects == ["canary_unanswered"]


def test_a_sweep_that_stops_is_found_and_a_late_escalation_too(night):
    night.desk.receives(limit=timedelta(minutes=1))
    night.later(minutes=10)
    assert night.found() == ["sweep_behind"]
    night.desk.sweep()
    night.later(minutes=10)
    assert night.found() == ["alert_late", "alert_untold"]
    night.desk.escalate_queued()
    assert [text.person for text in night.desk.phones.arrived] == ["sergeant"]
