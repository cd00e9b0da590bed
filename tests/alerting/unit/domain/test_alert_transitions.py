"""How an alert changes, without a store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import INSPECTOR, LATER, SERGEANT, SOON, an_alert
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState

OPEN = an_alert(step=2, lease="mine", attention_at=SOON)
TAKEN = OPEN.acknowledged(SERGEANT, NOON, LATER)
RESOLVED = OPEN.resolved(NOON)


def test_an_acknowledged_alert_is_one_persons_until_the_acknowledgement_runs_out():
    assert (
        replace(
            OPEN,
            state=AlertState.ACKNOWLEDGED,
            acknowledged_by=SERGEANT,
            acknowledged_at=NOON,
            attention_at=LATER,
            lease=None,
            holds_slot=False,
        )
        == TAKEN
    )
    assert TAKEN.held_until == LATER


@pytest.mark.parametrize("alert", [TAKEN, RESOLVED])
def test_only_an_open_alert_is_joined_answered_escalated_or_released(alert):
    assert alert.joined() == alert
    assert alert.acknowledged(INSPECTOR, SOON, LATER) == alert
    assert alert.answered_in_part(INSPECTOR) == alert
    assert alert.escalated(7, SOON) == alert
    assert alert.released(SOON) == alert
    assert alert.made_due(SOON) == alert


def test_each_of_several_who_must_answer_is_kept_once():
    once = OPEN.answered_in_part(SERGEANT)
    assert once == replace(OPEN, answered_by=(SERGEANT,))
    assert once.answered_in_part(SERGEANT) == once
    assert once.answered_in_part(INSPECTOR).answered_by == (SERGEANT, INSPECTOR)


@pytest.mark.parametrize(("last_step", "step"), [(0, 3), (2, 3), (4, 5)])
def test_an_escalated_alert_is_due_now_on_the_step_after_the_last_one_that_was_texted(last_step, step):
    assert OPEN.escalated(last_step, NOON) == replace(OPEN, step=step, attention_at=NOON, lease=None)


def test_to_close_an_open_alert_is_to_take_it():
    assert OPEN.closed(SERGEANT, NOON, LATER) == TAKEN


def test_to_close_ones_own_alert_is_to_hold_it_longer():
    much_later = LATER + timedelta(hours=24)
    assert TAKEN.closed(SERGEANT, SOON, much_later) == replace(TAKEN, attention_at=much_later)


@pytest.mark.parametrize("alert", [TAKEN, RESOLVED])
def test_nobody_closes_what_another_has_or_what_is_resolved(alert):
    assert not alert.can_be_closed_by(INSPECTOR)
    assert alert.closed(INSPECTOR, SOON, LATER) == alert


@pytest.mark.parametrize(("last_step", "step"), [(0, 3), (2, 3), (4, 5)])
def test_a_reopened_alert_begins_a_new_climb_and_holds_no_slot(last_step, step):
    held = replace(TAKEN, lease="mine", answered_by=(INSPECTOR,))
    assert held.reopened(last_step) == replace(
        held,
        state=AlertState.OPEN,
        step=step,
        climbs_from=step,
        answered_by=(),
        acknowledged_by=None,
        acknowledged_at=None,
    )
    assert held.reopened(last_step).step_of_climb == 0


@pytest.mark.parametrize("alert", [OPEN, RESOLVED])
def test_only_an_acknowledged_alert_is_reopened(alert):
    assert alert.reopened(2) == alert


def test_a_resolved_alert_is_looked_at_by_nobody_and_joined_by_nothing():
    assert (
        replace(
            OPEN,
            state=AlertState.RESOLVED,
            resolved_at=NOON,
            attention_at=None,
            lease=None,
            holds_slot=False,
        )
        == RESOLVED
    )
    assert RESOLVED.resolved(LATER) == RESOLVED
    assert TAKEN.resolved(SOON).acknowledged_by == SERGEANT


def test_a_step_never_goes_down():
    assert OPEN.moved_to(1) == OPEN
    assert OPEN.moved_to(5).step == 5


def test_a_new_climb_counts_on():
    assert (OPEN.restarted().step, OPEN.restarted().step_of_climb) == (3, 0)


def test_a_run_takes_an_alert_that_is_due_exactly_and_no_other():
    free = OPEN.released(NOON)
    assert free.leased("theirs", NOON, LATER) == replace(free, lease="theirs", attention_at=LATER)
    early = NOON - timedelta(seconds=1)
    assert free.leased("theirs", early, LATER) == free
    assert RESOLVED.leased("theirs", LATER, LATER) == RESOLVED
