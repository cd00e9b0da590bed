"""What a sweep makes of a message that is due, and when that may no longer be saved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_message
from tests.fakes import NOON
from watchdesk.core.message import MessageState, Urgency, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.due_change import dismissed, handed_over, is_handed_over, redated, warned

LATER = NOON + timedelta(hours=1)
WAITING = WaitingMessage(
    key=a_message().key,
    state=MessageState.UNREAD,
    urgency=Urgency.ROUTINE,
    deadline=LATER,
    since=NOON,
    is_history=False,
    attention_at=NOON,
)
CLAIMED = replace(WAITING, state=MessageState.CLAIMED, claimed_at=NOON)
DATES = MessageDates(deadline=NOON, attention_at=LATER)


def in_state(state):
    return replace(WAITING, state=state)


def test_a_handed_over_message_is_overdue_and_leaves_the_due_index():
    change = handed_over(WAITING, "alert-1", LATER)
    assert change.changes == {"alert": "alert-1", "attention_at": None}
    assert (change.overdue_at, change.claim_expired_at) == (LATER, None)
    assert is_handed_over(change.after, "alert-1")
    assert not is_handed_over(change.after, "alert-2")


def test_an_expired_claim_ends_with_the_hand_over():
    change = handed_over(CLAIMED, "alert-1", LATER)
    assert (change.after.state, change.after.claimed_at) == (MessageState.OPENED, None)
    assert change.claim_expired_at == LATER


def test_a_warned_message_needs_attention_again_at_its_deadline():
    assert warned(WAITING, NOON).changes == {"warned_at": NOON, "attention_at": LATER}


def test_a_dismissed_message_leaves_the_due_index():
    assert dismissed(in_state(MessageState.DISPOSED)).changes == {"attention_at": None}


def test_a_redated_message_has_its_new_dates():
    assert redated(WAITING, DATES).changes == {"deadline": NOON, "attention_at": LATER}


@pytest.mark.parametrize(
    ("change", "states"),
    [
        (handed_over(WAITING, "a", NOON), {MessageState.UNREAD, MessageState.OPENED}),
        (handed_over(CLAIMED, "a", NOON), {MessageState.CLAIMED}),
        (warned(WAITING, NOON), {MessageState.UNREAD, MessageState.OPENED}),
        (dismissed(WAITING), {MessageState.DISPOSED}),
        (redated(WAITING, DATES), {MessageState.UNREAD}),
    ],
)
def test_a_change_applies_only_in_the_states_for_which_it_was_decided(change, states):
    assert {state for state in MessageState if change.applies_to(in_state(state))} == states


@pytest.mark.parametrize(
    "change", [handed_over(WAITING, "a", NOON), warned(WAITING, NOON), redated(WAITING, DATES)]
)
def test_no_change_applies_to_what_was_dated_anew_or_left_the_due_index(change):
    assert not change.applies_to(replace(WAITING, attention_at=LATER))
    assert not change.applies_to(replace(WAITING, attention_at=None))


@pytest.mark.parametrize("change", [warned(WAITING, NOON), redated(WAITING, DATES)])
def test_a_warning_and_new_dates_need_the_deadline_that_was_read(change):
    assert not change.applies_to(replace(WAITING, deadline=NOON))


def test_nothing_applies_to_what_was_not_on_the_due_index_when_it_was_read():
    unlisted = replace(WAITING, attention_at=None)
    assert not handed_over(unlisted, "a", NOON).applies_to(unlisted)


def test_what_somebody_else_did_meanwhile_is_no_part_of_the_change():
    assert "state" not in handed_over(WAITING, "a", NOON).changes
