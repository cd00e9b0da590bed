"""What an answer does to an alert, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

from tests.alerting.contract.alert_builders import (
    FIRST,
    INSPECTOR,
    LATER,
    SECOND,
    SERGEANT,
    SOON,
    UNKNOWN,
    a_key,
    an_alert,
)
from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.register.domain.alert_group import AlertGroup


def test_the_first_answer_wins(alerts, leased):
    at = NOON + timedelta(seconds=1)
    first = alerts.acknowledge(FIRST, SERGEANT, at, LATER)
    assert first == an_alert(
        state=AlertState.ACKNOWLEDGED,
        acknowledged_by=SERGEANT,
        acknowledged_at=at,
        attention_at=LATER,
        holds_slot=False,
    )
    assert alerts.acknowledge(FIRST, INSPECTOR, SOON, LATER) == first
    assert alerts.acknowledge(FIRST, SERGEANT, SOON, LATER) == first
    assert [event.kind for event in alerts.history(FIRST)] == [EventKind.OPENED, EventKind.ACKNOWLEDGED]


def test_an_answer_frees_the_slot_and_takes_the_lease(alerts, leased):
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    assert alerts.current(SELBY, AlertGroup.URGENT) is None
    assert not alerts.save(leased, leased.released(SOON))
    assert not alerts.save(leased, leased.resolved(SOON))


def test_an_answer_to_a_resolved_or_unknown_alert_changes_nothing(alerts, leased):
    alerts.save(leased, leased.resolved(NOON))
    assert alerts.acknowledge(FIRST, SERGEANT, NOON, LATER) == alerts.alert(FIRST)
    assert alerts.acknowledge(UNKNOWN, SERGEANT, NOON, LATER) is None


def test_an_answer_that_ran_out_begins_a_new_climb_without_the_slot(alerts, leased):
    alerts.save(leased, leased.moved_to(2).released(NOON))
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    alerts.open(an_alert(SECOND), [a_key("2")])
    held = alerts.lease(FIRST, "again", LATER, LATER + timedelta(seconds=90))
    event = AlertEvent(at=LATER, kind=EventKind.REOPENED, about=SERGEANT)
    reopened = held.reopened(held.step)
    assert alerts.save(held, reopened, event)
    assert reopened == alerts.alert(FIRST)
    assert (reopened.state, reopened.step, reopened.climbs_from) == (AlertState.OPEN, 3, 3)
    assert (reopened.acknowledged_by, reopened.acknowledged_at, reopened.holds_slot) == (None, None, False)
    assert alerts.history(FIRST)[-1] == event
    assert alerts.save(reopened, reopened.resolved(LATER))
    assert alerts.current(SELBY, AlertGroup.URGENT) == SECOND


def test_an_alert_answered_twice_tells_the_second_answer(alerts, leased):
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    held = alerts.lease(FIRST, "again", LATER, LATER)
    assert alerts.save(held, held.reopened(held.step))
    assert alerts.acknowledge(FIRST, INSPECTOR, LATER, LATER).acknowledged_by == INSPECTOR


def test_only_an_answered_alert_is_reopened_and_only_by_its_holder(alerts, leased):
    assert not alerts.save(leased, leased.reopened(leased.step))
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    answered = replace(alerts.alert(FIRST), lease="mine")
    assert not alerts.save(answered, answered.reopened(answered.step))
    assert alerts.alert(FIRST).state is AlertState.ACKNOWLEDGED
