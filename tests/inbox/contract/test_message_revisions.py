"""What becomes of a message that is changed on its platform."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply, an_unreadable, edited
from tests.fakes import NOON
from watchdesk.core.errors import Defect
from watchdesk.core.message import MessageState, Urgency

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


def test_an_edit_is_kept_beside_the_first_body(store):
    message = a_message()
    store.add([message])
    edit = edited(message, "2")
    assert store.revise(edit)
    assert not store.revise(edit)
    kept = store.message(message.key)
    assert (kept.body, kept.version, kept.edited_at) == (message.body, "2", edit.first_seen_at)
    assert store.later_versions(message.key) == [edit.body]
    assert store.versions([message.key]) == {message.key: "2"}


def test_the_versions_come_back_in_the_order_in_which_they_were_seen(store):
    message = a_message()
    store.add([message])
    for number, version in enumerate("zya"):
        store.revise(edited(message, version, first_seen_at=LATER + timedelta(minutes=number)))
    assert [body.version for body in store.later_versions(message.key)] == ["z", "y", "a"]


def test_an_edit_taken_back_is_no_new_version_but_is_the_newest(store):
    message = a_message()
    store.add([message])
    store.revise(edited(message, "2"))
    back = edited(message, "1", first_seen_at=LATER)
    assert not store.revise(back)
    assert store.versions([message.key]) == {message.key: "1"}
    assert store.message(message.key).edited_at == LATER
    assert not store.revise(edited(message, "2", first_seen_at=LATER + timedelta(minutes=1)))
    assert len(store.later_versions(message.key)) == 1


def test_only_a_stored_message_can_be_revised(store):
    with pytest.raises(Defect):
        store.revise(edited(a_message(), "2"))


def test_an_edit_brings_the_deadline_forward(store):
    message = a_message()
    store.add([message])
    store.revise(edited(message, "2", urgency=Urgency.URGENT, reason="weapon", deadline=LATER))
    kept = store.message(message.key)
    assert (kept.urgency, kept.reason, kept.deadline) == (Urgency.URGENT, "weapon", LATER)
    assert [each.key for each in store.due(LATER, 10)] == [message.key]


def test_an_edit_never_puts_a_deadline_off(store):
    message = a_message(urgency=Urgency.URGENT, reason="weapon", deadline=LATER)
    store.add([message])
    store.revise(edited(message, "2", urgency=Urgency.ROUTINE, reason="calm", deadline=NEVER))
    kept = store.message(message.key)
    assert (kept.urgency, kept.reason, kept.deadline) == (Urgency.URGENT, "weapon", LATER)


def test_an_edit_does_not_bring_back_what_an_alert_looks_after(store):
    message = a_message(deadline=LATER)
    store.add([message])
    store.hand_over(store.due(LATER, 1)[0], "alert-1", LATER)
    store.revise(edited(message, "2", deadline=NOON))
    assert store.due(NEVER, 10) == []
    assert store.read([message.key])[0].attention_at is None
    assert store.message(message.key).deadline == NOON


@pytest.mark.parametrize("deadline", [NOON, NEVER])
def test_an_edit_that_makes_it_worse_brings_it_back_from_the_alert_that_looks_after_it(store, deadline):
    message = a_message(deadline=LATER)
    store.add([message])
    store.hand_over(store.due(LATER, 1)[0], "alert-1", LATER)
    store.revise(edited(message, "2", urgency=Urgency.URGENT, reason="weapon", deadline=deadline))
    [waiting] = store.due(LATER, 10)
    assert (waiting.urgency, waiting.attention_at) == (Urgency.URGENT, min(deadline, LATER))
    assert store.hand_over(waiting, "alert-2", LATER)
    assert store.message(message.key).alert == "alert-2"


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.ROUTINE])
def test_no_edit_brings_back_what_is_disposed_of(store, urgency):
    message = a_message()
    store.add([message])
    assert store.answer(SELBY, an_own_reply(answers=message.key.native_id), LATER) == 1
    store.revise(edited(message, "2", urgency=urgency, reason="weapon"))
    assert store.due(NEVER, 10) == []


def test_an_edit_brings_the_warning_forward_with_the_deadline(store):
    message = a_message(warn_at=NOON + timedelta(hours=7))
    store.add([message])
    warn_at = LATER - timedelta(minutes=5)
    store.revise(edited(message, "2", urgency=Urgency.URGENT, deadline=LATER, warn_at=warn_at))
    [waiting] = store.due(warn_at, 10)
    assert (waiting.deadline, waiting.attention_at) == (LATER, warn_at)


@pytest.mark.parametrize("state", [MessageState.OPENED, MessageState.CLAIMED])
def test_an_edit_that_is_no_worse_leaves_the_dates_of_whoever_has_it(store, state):
    message = a_message(state=state, deadline=NEVER)
    store.add([message])
    assert store.revise(edited(message, "2", deadline=LATER))
    assert store.message(message.key).deadline == NEVER
    assert store.due(LATER, 10) == []


@pytest.mark.parametrize(("ends", "due"), [(NEVER, LATER), (NOON, NOON)])
def test_an_edit_that_makes_it_urgent_ends_the_claim_of_somebody_who_has_not_seen_that(store, ends, due):
    message = a_message(state=MessageState.CLAIMED, deadline=NEVER, warn_at=ends)
    store.add([message])
    worse = edited(message, "2", urgency=Urgency.URGENT, reason="weapon", deadline=LATER, warn_at=NOON)
    assert store.revise(worse)
    [waiting] = store.due(LATER, 10)
    assert (waiting.state, waiting.urgency) == (MessageState.CLAIMED, Urgency.URGENT)
    assert (waiting.deadline, waiting.attention_at) == (LATER, due)


def test_what_becomes_readable_is_a_revision_and_joins_its_thread(store):
    message = a_message(an_unreadable())
    store.add([message])
    readable = edited(message, "1", body=an_inbound("1002", thread_id="77"))
    assert store.revise(readable)
    kept = store.message(message.key)
    assert kept.body == message.body
    assert store.later_versions(message.key) == [readable.body]
    assert store.answer(SELBY, an_own_reply(thread_id="77"), LATER) == 1
