"""How messages stand and in which order they are found, for the double and for the table alike."""

from datetime import timedelta

from tests.builders import SELBY, a_message, an_inbound, an_own_reply, an_unreadable, edited
from tests.desk.contract.deeds import LATER, one
from tests.fakes import NOON
from watchdesk.core.account import AccountId
from watchdesk.core.disposition import PLATFORM
from watchdesk.core.message import Attachment, MessageKey, MessageState


def test_a_message_stands_as_it_was_stored_and_shows_no_words(desk):
    attachments = (Attachment(kind="image", url="https://x.example/1", alt="words"),) * 2
    message = a_message(an_inbound(attachments=attachments), reason="weapon")
    desk.add([message])
    status = one(desk)
    assert (status.key, status.state, status.reason) == (message.key, MessageState.UNREAD, "weapon")
    assert (status.received_at, status.waiting.deadline) == (message.first_seen_at, message.deadline)
    assert (status.attachments, status.claimed_by, status.disposition) == (2, None, None)
    assert "words" not in repr(status)


def test_what_is_not_stored_does_not_stand(desk):
    desk.add([a_message(an_inbound("1")), a_message(an_inbound("2"))])
    unknown = MessageKey(SELBY, a_message().key.surface, "unknown")
    keys = [a_message(an_inbound(native_id)).key for native_id in ("2", "1", "2")]
    assert [each.key.native_id for each in desk.statuses([*keys, unknown])] == ["1", "2"]


def test_what_could_not_be_read_stands_too(desk):
    desk.add([a_message(an_unreadable())])
    assert one(desk, a_message(an_unreadable()).key).attachments == 0


def test_an_edit_and_a_deletion_are_seen(desk):
    message = a_message()
    desk.add([message])
    desk.revise(edited(message, "2"))
    desk.mark_deleted(message.key, LATER)
    status = one(desk)
    assert (status.edited_at, status.deleted_at) == (edited(message, "2").first_seen_at, LATER)


def test_whatever_a_sweep_has_yet_to_look_at_is_due_however_late(desk):
    messages = [a_message(an_inbound(str(n)), deadline=NOON + timedelta(days=n)) for n in range(20)]
    desk.add(messages)
    assert set(desk.due()) == {message.key for message in messages}


def test_what_an_alert_looks_after_and_what_is_disposed_of_is_not_due(desk):
    desk.add([a_message(an_inbound("1")), a_message(an_inbound("2"))])
    [first, _] = desk.read([a_message(an_inbound(n)).key for n in ("1", "2")])
    desk.hand_over(first, "alert-1", LATER)
    desk.answer(SELBY, an_own_reply(answers="2"), LATER)
    assert list(desk.due()) == []


def test_what_is_disposed_of_is_found_by_account_the_latest_first(desk):
    others = AccountId("york-mastodon")
    desk.add([a_message(an_inbound(str(n)), account=account) for n in range(7) for account in (SELBY, others)])
    for n in range(7):
        desk.answer(SELBY, an_own_reply(answers=str(n)), NOON + timedelta(hours=n))
    first = desk.disposed(SELBY, 3)
    last = first[-1]
    rest = desk.disposed(SELBY, 100, (last.disposition.at, last.key))
    assert [each.key.native_id for each in (*first, *rest)] == ["6", "5", "4", "3", "2", "1", "0"]
    assert {each.disposition.by for each in first} == {PLATFORM}
    assert (desk.disposed(others, 10), desk.disposed(SELBY, 1, (NOON, rest[-1].key))) == ([], [])


def test_what_was_disposed_of_at_the_same_instant_is_all_found_page_by_page(desk):
    desk.add([a_message(an_inbound(str(n), thread_id="t")) for n in range(9)])
    desk.answer(SELBY, an_own_reply(thread_id="t"), LATER)
    found, after = [], None
    while page := desk.disposed(SELBY, 2, after):
        found += [each.key.native_id for each in page]
        after = (page[-1].disposition.at, page[-1].key)
    assert sorted(found) == [str(n) for n in range(9)]


def test_the_newest_others_of_a_conversation_are_found_in_order(desk):
    def said(native_id, minute, thread="t"):
        body = an_inbound(native_id, thread_id=thread, sent_at=NOON + timedelta(minutes=minute))
        return a_message(body)

    messages = [said(str(n), n) for n in range(6)]
    desk.add([*messages, said("elsewhere", 3, thread="other")])
    assert [key.native_id for key in desk.thread(messages[4].key, 3)] == ["2", "3", "5"]
    assert [key.native_id for key in desk.thread(messages[0].key, 100)] == ["1", "2", "3", "4", "5"]


def test_what_is_unreadable_or_unknown_has_no_conversation(desk):
    desk.add([a_message(an_unreadable())])
    assert desk.thread(a_message(an_unreadable()).key, 5) == []
    assert desk.thread(a_message(an_inbound("unknown")).key, 5) == []
