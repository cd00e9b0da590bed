"""What every DueMessages keeps of claims that run out, and of what is soon to be overdue."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_message
from tests.fakes import NOON
from watchdesk.core.message import MessageState

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)
AN_INSTANT = timedelta(microseconds=1)


def a_claim(**fields):
    return a_message(state=MessageState.CLAIMED, claimed_by="jane", claimed_at=NOON, **fields)


def test_a_claim_that_has_run_out_is_nobodys_again_when_an_alert_takes_the_message(store):
    store.add([a_claim()])
    [waiting] = store.due(NEVER, 1)
    assert (waiting.state, waiting.claimed_at) == (MessageState.CLAIMED, NOON)
    assert store.hand_over(waiting, "alert-1", LATER)
    kept = store.message(waiting.key)
    assert (kept.state, kept.claimed_by, kept.claimed_at) == (MessageState.OPENED, None, None)
    assert (kept.claim_expired_at, kept.overdue_at, kept.alert) == (LATER, LATER, "alert-1")
    assert store.due(NEVER, 1) == []
    assert store.hand_over(waiting, "alert-1", NEVER)
    assert store.message(waiting.key).claim_expired_at == LATER


def test_a_message_claimed_since_it_was_read_is_not_handed_over(store):
    store.add([a_claim()])
    [waiting] = store.due(NEVER, 1)
    assert not store.hand_over(replace(waiting, state=MessageState.OPENED), "alert-1", LATER)
    assert store.message(waiting.key).state is MessageState.CLAIMED


def test_a_message_released_since_it_was_read_has_no_claim_that_could_expire(store):
    store.add([a_message(state=MessageState.OPENED)])
    [waiting] = store.due(NEVER, 1)
    assert not store.hand_over(replace(waiting, state=MessageState.CLAIMED), "alert-1", LATER)
    assert store.message(waiting.key).claim_expired_at is None


def test_a_message_that_is_to_be_warned_of_is_due_before_its_deadline(store):
    store.add([a_message(deadline=LATER, warn_at=NOON + timedelta(minutes=45))])
    assert store.due(NOON + timedelta(minutes=45) - AN_INSTANT, 10) == []
    [waiting] = store.due(NOON + timedelta(minutes=45), 10)
    assert (waiting.deadline, waiting.warned_at) == (LATER, None)
    assert waiting.is_early(NOON + timedelta(minutes=45))


def test_after_the_warning_it_is_due_again_at_its_deadline_and_no_alert_has_it(store):
    warn_at = NOON + timedelta(minutes=45)
    store.add([a_message(deadline=LATER, warn_at=warn_at)])
    [waiting] = store.due(warn_at, 10)
    assert store.warn(waiting, warn_at)
    assert store.due(LATER - AN_INSTANT, 10) == []
    [waiting] = store.due(LATER, 10)
    assert (waiting.warned_at, waiting.alert) == (warn_at, None)
    assert not waiting.is_early(LATER)
    assert store.message(waiting.key).overdue_at is None


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"state": MessageState.CLAIMED},
        {"attention_at": NOON},
        {"attention_at": None},
        {"deadline": NOON + timedelta(minutes=50)},
    ],
)
def test_what_has_changed_since_it_was_read_is_not_warned_of(store, meanwhile):
    state = meanwhile.get("state", MessageState.UNREAD)
    store.add([a_message(deadline=LATER, warn_at=NOON + timedelta(minutes=45), state=state)])
    [waiting] = store.due(LATER, 10)
    assert not store.warn(replace(waiting, **{"state": MessageState.UNREAD} | meanwhile), LATER)
    assert store.due(LATER, 10) == [waiting]
