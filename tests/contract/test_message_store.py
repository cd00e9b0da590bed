"""What every MessageStore and MessageArchive keeps."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply, an_unreadable, edited
from tests.fakes import NOON
from watchdesk.domain.account import Surface
from watchdesk.domain.errors import Defect
from watchdesk.domain.message import Attachment, Author, CountedFrom, MessageKey, MessageState, Urgency

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


def state_of(store, message):
    return store.message(message.key).state


def test_a_message_is_stored_once_however_often_it_is_shown(store):
    message = a_message()
    assert store.add([message, message]) == 1
    assert store.add([message, a_message(an_inbound("1002"))]) == 1
    assert store.add([]) == 0


def test_the_first_of_two_accounts_of_one_message_is_kept(store):
    store.add([a_message(an_inbound(text="first")), a_message(an_inbound(text="second"))])
    store.add([a_message(an_inbound(text="third"))])
    assert store.message(a_message().key).body.text == "first"


@pytest.mark.parametrize(
    "message",
    [
        a_message(),
        a_message(an_unreadable()),
        a_message(an_inbound(native_id="at://did:plc:x/post/a#b", thread_id="a#b#c")),
        a_message(an_inbound(text="", in_reply_to="1001", filtered=True, url="https://social.example/1")),
        a_message(an_inbound(in_reply_to="77", attachments=(Attachment(kind="image", url="u", alt="a"),))),
        a_message(an_inbound(author=Author(id="1", handle="")), counted_from=CountedFrom.FIRST_SEEN_OLD),
        a_message(urgency=Urgency.URGENT, reason="weapon", counted_from=CountedFrom.FIRST_SEEN_HISTORY),
        a_message(an_inbound(thread_id="x" * 3000)),
    ],
)
def test_what_is_read_is_what_was_stored(store, message):
    store.add([message])
    assert store.message(message.key) == message


def test_a_text_of_a_megabyte_is_kept_whole(store):
    message = a_message(an_inbound(text="".join(chr(0x4E00 + n * 7919 % 20000) for n in range(350_000))))
    store.add([message])
    assert store.message(message.key) == message


def test_the_versions_of_a_full_page_and_more_are_told_at_once(store):
    messages = [a_message(an_inbound(str(number))) for number in range(101)]
    store.add(messages)
    unknown = MessageKey(SELBY, Surface.REVIEW, "0")
    assert store.versions([unknown, *(each.key for each in messages)]) == {each.key: "1" for each in messages}


def test_nothing_is_asked_and_nothing_is_known(store):
    assert store.versions([]) == {}
    assert store.message(a_message().key) is None
    assert store.later_versions(a_message().key) == []


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


def test_what_becomes_readable_is_a_revision_and_joins_its_thread(store):
    message = a_message(an_unreadable())
    store.add([message])
    readable = edited(message, "1", body=an_inbound("1002", thread_id="77"))
    assert store.revise(readable)
    kept = store.message(message.key)
    assert kept.body == message.body
    assert store.later_versions(message.key) == [readable.body]
    assert store.answer(SELBY, an_own_reply(thread_id="77"), LATER) == 1


def test_a_reply_answers_the_message_it_names_on_any_surface(store):
    mention, reply = an_inbound("1"), an_inbound("1", surface=Surface.REPLY)
    store.add([a_message(mention), a_message(reply), a_message(an_inbound("2"))])
    assert store.answer(SELBY, an_own_reply(answers="1"), LATER) == 2
    answered = store.message(a_message(mention).key)
    assert (answered.state, answered.answered_at) == (MessageState.DISPOSED, LATER)
    assert [each.key.native_id for each in store.due(NEVER, 10)] == ["2"]


def test_a_second_sight_of_a_reply_changes_nothing(store):
    store.add([a_message()])
    store.answer(SELBY, an_own_reply(answers="1001"), LATER)
    assert store.answer(SELBY, an_own_reply(answers="1001"), NEVER) == 0
    assert store.message(a_message().key).answered_at == LATER


def test_a_reply_answers_what_the_same_person_said_before_in_that_thread(store):
    def said(native_id, minutes, author="42", thread_id="t"):
        sent_at = NOON + timedelta(minutes=minutes)
        return a_message(
            an_inbound(native_id, thread_id=thread_id, sent_at=sent_at, author=Author(id=author, handle="h"))
        )

    earlier, named, later = said("1", 0), said("2", 1), said("3", 2)
    other_person, other_thread = said("4", 0, author="43"), said("5", 0, thread_id="u")
    store.add([earlier, named, later, other_person, other_thread])
    assert store.answer(SELBY, an_own_reply(answers="2"), LATER) == 2
    disposed = [state_of(store, each) is MessageState.DISPOSED for each in (earlier, named, later)]
    assert disposed == [True, True, False]
    assert not any(state_of(store, each) is MessageState.DISPOSED for each in (other_person, other_thread))


def test_a_reply_without_a_name_answers_the_thread_before_it(store):
    at = [an_inbound(str(n), thread_id="t", sent_at=LATER + timedelta(microseconds=n)) for n in (-1, 0, 1)]
    store.add([a_message(body) for body in at])
    assert store.answer(SELBY, an_own_reply(thread_id="t", sent_at=LATER), LATER) == 1
    assert state_of(store, a_message(at[0])) is MessageState.DISPOSED


def test_a_reply_answers_nothing_of_another_account_and_nothing_unknown(store):
    store.add([a_message(account="york-mastodon")])
    assert store.answer(SELBY, an_own_reply(answers="1001"), LATER) == 0
    assert store.answer(SELBY, an_own_reply(thread_id="1001"), LATER) == 0
    assert store.answer(SELBY, an_own_reply(), LATER) == 0


@pytest.mark.parametrize("state", [MessageState.OPENED, MessageState.CLAIMED])
def test_a_reply_answers_what_somebody_has_opened_or_claimed(store, state):
    message = a_message(state=state)
    store.add([message])
    assert store.answer(SELBY, an_own_reply(answers="1001"), LATER) == 1


def test_a_deletion_is_recorded_once_and_takes_nothing_away(store):
    message = a_message()
    store.add([message])
    assert store.mark_deleted(message.key, LATER)
    assert not store.mark_deleted(message.key, NEVER)
    kept = store.message(message.key)
    assert (kept.body, kept.deleted_at, kept.state) == (message.body, LATER, MessageState.UNREAD)
    assert [each.key for each in store.due(NEVER, 10)] == [message.key]


def test_the_deletion_of_what_was_never_seen_is_not_recorded(store):
    assert not store.mark_deleted(a_message().key, LATER)
    assert store.message(a_message().key) is None
