"""What every DueMessages keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply, an_unreadable
from tests.fakes import NOON
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import MessageState, Urgency, WaitingMessage

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)
AN_INSTANT = timedelta(microseconds=1)


def messages_due(*minutes):
    return [a_message(an_inbound(str(at)), deadline=NOON + timedelta(minutes=at)) for at in minutes]


def due(store, now=NEVER, limit=100):
    return [each.key.native_id for each in store.due(now, limit)]


def test_a_message_is_due_at_its_deadline_and_not_before(store):
    store.add([a_message(deadline=LATER)])
    assert store.due(LATER - AN_INSTANT, 10) == []
    assert len(store.due(LATER, 10)) == 1


def test_what_is_due_comes_soonest_first_whatever_shard_it_lies_in(store):
    store.add(messages_due(*range(40, 0, -1)))
    assert due(store) == [str(at) for at in range(1, 41)]


def test_no_more_comes_than_was_asked_for_and_it_is_the_soonest(store):
    store.add(messages_due(*range(40, 0, -1)))
    assert due(store, limit=7) == [str(at) for at in range(1, 8)]


def test_what_a_sweep_is_told_holds_no_words_and_no_author(store):
    message = a_message(urgency=Urgency.PRIORITY, reason="rule")
    store.add([message])
    assert store.due(NEVER, 1) == [
        WaitingMessage(
            key=message.key,
            state=MessageState.UNREAD,
            urgency=Urgency.PRIORITY,
            deadline=message.deadline,
            since=NOON,
            is_history=False,
            attention_at=message.deadline,
        )
    ]


@pytest.mark.parametrize(
    ("message", "since", "is_history"),
    [
        (a_message(counted_from=CountedFrom.SENT), NOON, False),
        (a_message(counted_from=CountedFrom.FIRST_SEEN_OLD), NOON + timedelta(minutes=1), False),
        (a_message(counted_from=CountedFrom.FIRST_SEEN_HISTORY), NOON + timedelta(minutes=1), True),
        (a_message(an_unreadable()), NOON + timedelta(minutes=1), False),
    ],
)
def test_a_sweep_is_told_since_when_a_message_counts(store, message, since, is_history):
    store.add([message])
    [waiting] = store.due(NEVER, 1)
    assert (waiting.since, waiting.is_history) == (since, is_history)


def test_what_is_handed_over_leaves_the_list_and_is_marked(store):
    store.add([a_message()])
    [waiting] = store.due(NEVER, 1)
    assert store.hand_over(waiting, "alert-1", LATER)
    assert store.due(NEVER, 1) == []
    kept = store.message(waiting.key)
    assert (kept.alert, kept.overdue_at, kept.state) == ("alert-1", LATER, MessageState.UNREAD)


def test_handing_over_again_to_the_same_alert_is_the_same_as_once(store):
    store.add([a_message()])
    [waiting] = store.due(NEVER, 1)
    store.hand_over(waiting, "alert-1", LATER)
    assert store.hand_over(waiting, "alert-1", NEVER)
    assert store.message(waiting.key).overdue_at == LATER


def test_what_one_alert_has_no_other_takes(store):
    store.add([a_message()])
    [waiting] = store.due(NEVER, 1)
    store.hand_over(waiting, "alert-1", LATER)
    assert not store.hand_over(waiting, "alert-2", LATER)
    assert store.message(waiting.key).alert == "alert-1"


def test_what_was_answered_since_it_was_read_is_not_handed_over(store):
    store.add([a_message()])
    [waiting] = store.due(NEVER, 1)
    store.answer(SELBY, an_own_reply(answers="1001"), LATER)
    assert not store.hand_over(waiting, "alert-1", LATER)
    assert store.message(waiting.key).overdue_at is None


def test_what_was_re_dated_since_it_was_read_is_not_handed_over(store):
    store.add([a_message()])
    [waiting] = store.due(NEVER, 1)
    assert not store.hand_over(replace(waiting, attention_at=LATER), "alert-1", LATER)
    assert len(store.due(NEVER, 1)) == 1


def test_what_is_disposed_and_still_listed_is_not_handed_over_but_dismissed(store):
    store.add([a_message(state=MessageState.DISPOSED)])
    [waiting] = store.due(NEVER, 1)
    assert not store.hand_over(waiting, "alert-1", LATER)
    assert store.dismiss(waiting)
    assert store.due(NEVER, 1) == []
    assert not store.dismiss(waiting)


@pytest.mark.parametrize("state", [MessageState.UNREAD, MessageState.OPENED, MessageState.CLAIMED])
def test_what_is_not_disposed_is_never_dismissed(store, state):
    store.add([a_message(state=state)])
    [waiting] = store.due(NEVER, 1)
    assert not store.dismiss(waiting)
    assert not store.dismiss(replace(waiting, state=MessageState.DISPOSED))
    assert len(store.due(NEVER, 1)) == 1


def test_the_present_state_is_read_in_the_order_of_the_keys(store):
    one, two, unknown = a_message(an_inbound("1")), a_message(an_inbound("2")), a_message(an_inbound("3"))
    store.add([two, one])
    read = store.read([two.key, unknown.key, one.key, one.key])
    assert [each.key for each in read] == [one.key, two.key]
    assert read[0].attention_at == one.deadline
