"""A message is read by whoever may, is told of before it is shown, and waits on."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, a_policy, an_own_reply, an_unreadable, edited
from tests.worlds.desk import MALLORY, PC, SERGEANT, WORDS, YORK, pc, sergeant, somebody
from watchdesk.core.account import Surface
from watchdesk.core.errors import TryLater, Unacceptable, Unknown
from watchdesk.core.message import MessageKey, MessageState, Urgency
from watchdesk.core.principal import MAY_READ_MESSAGES, Action
from watchdesk.register.domain.policy import TimeLimit


def read(room, key, who=None, **given):
    return room.use.open_message(key, who or pc(), **given)


def happened(opened):
    return [(line.what, line.by) for line in opened.history]


def test_all_of_it_is_shown_and_it_is_opened(room):
    key = room.receives(text=WORDS)
    opened = read(room, key)
    assert opened.message.body.text == WORDS
    assert opened.message.body.author.handle == "walker@fells.example"
    assert opened.listed.status.state is MessageState.OPENED
    assert room.stored(key).state is MessageState.OPENED


def test_opening_does_not_stop_the_clock(room):
    key = room.receives(minutes=30)
    read(room, key)
    room.clock.advance(hours=9)
    [waiting] = room.messages.due(room.clock.now(), 10)
    assert (waiting.key, waiting.state) == (key, MessageState.OPENED)


def test_with_a_claim_limit_an_opened_message_is_due_by_it(room):
    limits = (TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(hours=1), claim=timedelta(hours=3)),)
    room.register.put(a_policy(limits=limits))
    key = room.receives(minutes=60)
    began = room.clock.now()
    room.clock.advance(minutes=20)
    read(room, key)
    assert room.status(key).waiting.deadline == began + timedelta(hours=3)


def test_opening_leaves_a_message_with_its_alert(room):
    key = room.receives(minutes=30)
    room.clock.advance(minutes=31)
    alert = room.raises_alert(key)
    opened = read(room, key)
    waiting = room.status(key).waiting
    assert (opened.listed.alert_code, waiting.alert, waiting.attention_at) == (alert.code, alert.id, None)
    assert alert.looks_after(waiting, room.clock.now())


@pytest.mark.parametrize("state", [MessageState.CLAIMED, MessageState.DISPOSED])
def test_reading_what_is_in_hand_or_done_with_changes_nothing(room, state):
    key = room.receives()
    room.use.claim(key, sergeant())
    if state is MessageState.DISPOSED:
        room.messages.answer(SELBY, an_own_reply(answers="1001"), room.clock.now())
    before = room.status(key)
    read(room, key)
    assert room.status(key) == before
    assert before.state is state


def test_every_reading_is_one_line_of_the_trail_with_its_reason(room):
    key = room.receives()
    read(room, key, reason="A call to 101.")
    read(room, key, sergeant())
    told = [(deed.actor, deed.action, deed.about, dict(deed.facts)) for deed in room.trail.deeds]
    assert told == [
        (PC, "read_message", str(key), {"reason": "A call to 101."}),
        (SERGEANT, "read_message", str(key), {}),
    ]


def test_what_cannot_be_told_is_not_shown_and_not_opened(room):
    key = room.receives()
    room.trail.trouble = TryLater("no")
    with pytest.raises(TryLater):
        read(room, key)
    assert room.stored(key).state is MessageState.UNREAD


@pytest.mark.parametrize("reason", ["a\x00b", "a\x1b[31m", "\u202ereversed"])
def test_a_reason_that_cannot_be_kept_is_refused_before_anything(room, reason):
    with pytest.raises(Unacceptable):
        read(room, room.receives(), reason=reason)
    assert room.trail.deeds == []


@pytest.mark.parametrize("action", sorted(set(Action) - MAY_READ_MESSAGES))
def test_whoever_may_not_read_learns_nothing(room, action):
    key = room.receives()
    with pytest.raises(Unknown) as hidden:
        read(room, key, somebody(MALLORY, f"{action}:*"))
    with pytest.raises(Unknown) as missing:
        read(room, MessageKey(SELBY, Surface.MENTION, "none"))
    assert str(hidden.value) == str(missing.value)
    assert room.trail.deeds == []


@pytest.mark.parametrize("action", sorted(MAY_READ_MESSAGES))
def test_only_a_role_on_the_very_account_lets_one_read(room, action):
    key = room.receives()
    assert read(room, key, somebody(PC, f"{action}:{SELBY}"))
    with pytest.raises(Unknown):
        read(room, key, somebody(MALLORY, f"{action}:{YORK}"))


def test_it_is_shown_with_what_it_said_after_each_edit(room):
    key = room.receives(text="One.")
    room.messages.revise(edited(room.stored(key), "2", "Two."))
    opened = read(room, key)
    assert (opened.message.body.text, [each.text for each in opened.versions]) == ("One.", ["Two."])


def test_it_is_shown_with_its_conversation_and_what_was_answered(room):
    first = room.receives("1", thread_id="t", text="One.")
    room.clock.advance(minutes=5)
    room.messages.answer(SELBY, an_own_reply(answers="1"), room.clock.now())
    second = room.receives("2", thread_id="t", text="Two.")
    room.receives("3", text="OtherTableWrite.")
    opened = read(room, second)
    (other,) = opened.thread
    assert (other.key, other.body.text, other.answered_at) == (first, "One.", room.clock.now())
    assert room.trail.deeds[0].facts == {"thread": "1"}


def test_what_could_not_be_read_is_shown_raw(room):
    message = a_message(an_unreadable())
    room.messages.add([message])
    opened = read(room, message.key)
    assert opened.message.body.raw == an_unreadable().raw


def test_its_history_tells_what_happened_and_who_did_what(room):
    key = room.receives(minutes=5)
    room.clock.advance(minutes=6)
    room.raises_alert(key)
    room.clock.advance(minutes=1)
    read(room, key)
    room.clock.advance(minutes=1)
    room.use.claim(key, pc())
    room.clock.advance(minutes=1)
    room.messages.answer(SELBY, an_own_reply(answers="1001"), room.clock.now())
    room.clock.advance(minutes=1)
    assert happened(read(room, key, sergeant())) == [
        ("received", ""),
        ("overdue", ""),
        ("read_message", PC),
        ("claim_message", PC),
        ("answered", "platform"),
        ("read_message", SERGEANT),
    ]


def test_two_people_who_read_at_once_are_told_of_each_other(room):
    key = room.receives()
    assert read(room, key).readers == ()
    room.clock.advance(minutes=15)
    assert read(room, key, sergeant()).readers == (PC,)
    room.clock.advance(minutes=1)
    assert read(room, key).readers == (SERGEANT,)
    room.clock.advance(minutes=20)
    assert read(room, key).readers == ()


def test_a_message_of_an_account_that_left_the_register_can_still_be_read(room):
    key = room.receives("1", account="gone-mastodon", minutes=30)
    deadline = room.status(key).waiting.deadline
    opened = read(room, key)
    assert opened.listed.status.waiting.deadline == deadline
