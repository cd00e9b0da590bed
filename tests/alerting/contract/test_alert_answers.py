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
from watchdesk.alerting.domain.alert import AlertEvent, AlertState, EventKind
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
    assert not alerts.move_on(leased, SOON)
    assert not alerts.resolve(leased, SOON)


def test_an_answer_to_a_resolved_or_unknown_alert_changes_nothing(alerts, leased):
    alerts.resolve(leased, NOON)
    assert alerts.acknowledge(FIRST, SERGEANT, NOON, LATER) == alerts.alert(FIRST)
    assert alerts.acknowledge(UNKNOWN, SERGEANT, NOON, LATER) is None


def test_an_answer_that_ran_out_begins_a_new_climb_without_the_slot(alerts, leased):
    alerts.move_on(replace(leased, step=2), NOON)
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    alerts.open(an_alert(SECOND), [a_key("2")])
    held = alerts.lease(FIRST, "again", LATER, LATER + timedelta(seconds=90))
    reopened = alerts.reopen(held, LATER)
    assert reopened == alerts.alert(FIRST)
    assert (reopened.state, reopened.step, reopened.climbs_from) == (AlertState.OPEN, 3, 3)
    assert (reopened.acknowledged_by, reopened.acknowledged_at, reopened.holds_slot) == (None, None, False)
    assert alerts.history(FIRST)[-1] == AlertEvent(at=LATER, kind=EventKind.REOPENED, about=SERGEANT)
    assert alerts.resolve(reopened, LATER)
    assert alerts.current(SELBY, AlertGroup.URGENT) == SECOND


def test_an_alert_answered_twice_tells_the_second_answer(alerts, leased):
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    alerts.reopen(alerts.lease(FIRST, "again", LATER, LATER), LATER)
    assert alerts.acknowledge(FIRST, INSPECTOR, LATER, LATER).acknowledged_by == INSPECTOR


def test_only_an_answered_alert_is_reopened_and_only_by_its_holder(alerts, leased):
    assert alerts.reopen(leased, NOON) is None
    alerts.acknowledge(FIRST, SERGEANT, NOON, LATER)
    assert alerts.reopen(leased, NOON) is None
