"""What others may have done to an alert since it was read, and whether a change may still be stored."""

from dataclasses import replace

import pytest

from tests.alerting.contract.alert_builders import INSPECTOR, LATER, SERGEANT, SOON, an_alert
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_changes import change_by_answer, change_by_holder, change_to_due

HELD = an_alert(step=2, lease="mine", attention_at=SOON)
FREE = HELD.released(NOON)
JOINED = HELD.joined()
ANSWERED = HELD.acknowledged(SERGEANT, NOON, LATER)
TAKEN_OVER = replace(HELD, lease="theirs")


@pytest.mark.parametrize(
    ("stored", "fits"), [(HELD, True), (JOINED, True), (ANSWERED, False), (TAKEN_OVER, False)]
)
def test_a_run_moves_on_unless_it_lost_the_alert_and_a_join_survives(stored, fits):
    change = change_by_holder(HELD, HELD.moved_to(3).released(LATER))
    assert change.fits(stored) is fits
    if fits:
        assert change.applied_to(stored) == replace(stored, step=3, attention_at=LATER, lease=None)


@pytest.mark.parametrize(
    ("stored", "fits"), [(HELD, True), (JOINED, False), (ANSWERED, False), (TAKEN_OVER, False)]
)
def test_a_run_resolves_only_what_it_holds_and_has_seen_whole(stored, fits):
    assert change_by_holder(HELD, HELD.resolved(NOON)).fits(stored) is fits


def test_a_run_without_a_lease_stores_nothing():
    assert change_by_holder(FREE, FREE.resolved(NOON)) is None


def test_a_change_that_changes_nothing_is_not_stored():
    assert change_by_holder(HELD, HELD.reopened(2)) is None


@pytest.mark.parametrize("stored", [FREE, HELD, JOINED, TAKEN_OVER, HELD.moved_to(3).released(LATER)])
def test_an_answer_wins_whatever_a_run_or_a_sweep_has_done_meanwhile(stored):
    change = change_by_answer(FREE, FREE.acknowledged(SERGEANT, NOON, LATER))
    assert change.fits(stored)
    assert change.applied_to(stored) == stored.acknowledged(SERGEANT, NOON, LATER)


@pytest.mark.parametrize("stored", [ANSWERED, HELD.acknowledged(INSPECTOR, NOON, LATER), HELD.resolved(NOON)])
def test_of_two_answers_the_first_wins(stored):
    assert not change_by_answer(FREE, FREE.acknowledged(SERGEANT, NOON, LATER)).fits(stored)


def test_an_answer_takes_the_lease_away_even_if_it_changes_no_time():
    """The alert was free and due at the very moment until which it is held; then a run took it."""
    held_no_longer = replace(FREE, attention_at=LATER)
    change = change_by_answer(held_no_longer, held_no_longer.acknowledged(SERGEANT, NOON, LATER))
    after = change.applied_to(HELD)
    assert (after.attention_at, after.lease) == (LATER, None)


@pytest.mark.parametrize(("step", "fits"), [(2, True), (3, True), (4, False), (5, False)])
def test_an_alert_that_has_climbed_by_itself_is_not_set_back(step, fits):
    change = change_by_answer(HELD, HELD.escalated(3, NOON))
    assert change.fields["step"] == 4
    assert change.fits(replace(HELD, step=step)) is fits


def test_ones_own_alert_is_held_longer_only_while_it_is_ones_own():
    change = change_by_answer(ANSWERED, ANSWERED.closed(SERGEANT, SOON, LATER))
    assert change.fits(replace(ANSWERED, lease="theirs"))
    assert not change.fits(replace(ANSWERED, acknowledged_by=INSPECTOR))
    assert not change.fits(replace(ANSWERED, lease="theirs").reopened(2))


@pytest.mark.parametrize("state", AlertState)
def test_only_an_open_alert_is_made_due(state):
    stored = replace(HELD, state=state)
    assert change_to_due(NOON).fits(stored) is (state is AlertState.OPEN)
    assert change_to_due(NOON).applied_to(HELD) == HELD.made_due(NOON)
