"""What every MessageStore and MessageArchive keeps."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_unreadable
from tests.fakes import NOON
from watchdesk.core.account import Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import Attachment, Author, MessageKey, MessageState, Urgency

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


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
