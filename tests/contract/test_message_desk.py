"""What every MessageDesk and every Handling keeps."""

from datetime import timedelta

import pytest

from tests.builders import (
    SELBY,
    a_force,
    a_message,
    a_policy,
    an_inbound,
    an_own_reply,
    an_unreadable,
    edited,
)
from tests.contract.conftest import Together, messages_in
from tests.fakes import NOON, FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.desk import FakeMessageDesk
from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
from watchdesk.adapters.dynamodb.handling import DynamoHandling
from watchdesk.adapters.dynamodb.message_desk import DynamoMessageDesk
from watchdesk.domain.account import AccountId, Platform
from watchdesk.domain.audit import Deed, first_break
from watchdesk.domain.deadline import Terms
from watchdesk.domain.disposition import PLATFORM, Disposition, OutcomeCode
from watchdesk.domain.handling import claimed, disposed, opened, released
from watchdesk.domain.message import Attachment, MessageKey, MessageState

LATER = NOON + timedelta(hours=1)
TERMS = Terms(a_policy(), Platform.MASTODON)
PC = "pc-subject"


@pytest.fixture
def trail(subject, request):
    if subject == "fake":
        return FakeAuditTrail()
    return DynamoAuditTrail(request.getfixturevalue("table")("AuditTable"), FakeRegister(a_force()))


@pytest.fixture
def desk(subject, request, trail):
    """MessageDesk and Handling, with the MessageStore, Deadlines and MessageArchive they share."""
    if subject == "fake":
        store = FakeMessageStore()
        return Together(FakeMessageDesk(store, trail), store)
    table = request.getfixturevalue("table")("MessagesTable")
    return Together(DynamoMessageDesk(table), DynamoHandling(table, trail), messages_in(table))


def a_deed(action="claim_message", at=LATER):
    return Deed(actor=PC, action=action, about=str(a_message().key), at=at)


def an_end(outcome=OutcomeCode.SPAM, at=LATER, **fields):
    return Disposition(outcome=outcome, by=PC, at=at, **fields)


def one(desk, key=None):
    (standing,) = desk.standing([key or a_message().key])
    return standing


def test_a_message_stands_as_it_was_stored_and_shows_no_words(desk):
    attachments = (Attachment(kind="image", url="https://x.example/1", alt="words"),) * 2
    message = a_message(an_inbound(attachments=attachments), reason="weapon")
    desk.add([message])
    standing = one(desk)
    assert (standing.key, standing.state, standing.reason) == (message.key, MessageState.UNREAD, "weapon")
    assert (standing.received_at, standing.waiting.deadline) == (message.first_seen_at, message.deadline)
    assert (standing.attachments, standing.claimed_by, standing.disposition) == (2, None, None)
    assert "words" not in repr(standing)


def test_what_is_not_stored_does_not_stand(desk):
    desk.add([a_message(an_inbound("1")), a_message(an_inbound("2"))])
    unknown = MessageKey(SELBY, a_message().key.surface, "unknown")
    keys = [a_message(an_inbound(native_id)).key for native_id in ("2", "1", "2")]
    assert [each.key.native_id for each in desk.standing([*keys, unknown])] == ["1", "2"]


def test_what_could_not_be_read_stands_too(desk):
    desk.add([a_message(an_unreadable())])
    assert one(desk, a_message(an_unreadable()).key).attachments == 0


def test_an_edit_and_a_deletion_are_seen(desk):
    message = a_message()
    desk.add([message])
    desk.revise(edited(message, "2"))
    desk.mark_deleted(message.key, LATER)
    standing = one(desk)
    assert (standing.edited_at, standing.deleted_at) == (edited(message, "2").first_seen_at, LATER)


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


def test_an_opened_message_is_still_due(desk):
    desk.add([a_message()])
    before = one(desk)
    after = opened(before, TERMS, LATER)
    assert desk.save(before, after, a_deed("read_message"))
    assert one(desk) == after
    assert (after.state, list(desk.due())) == (MessageState.OPENED, [before.key])


def test_a_claim_is_kept_whole_and_looked_at_again_when_it_runs_out(desk):
    desk.add([a_message()])
    before = one(desk)
    after = claimed(before, PC, TERMS, LATER)
    assert desk.save(before, after, a_deed())
    assert one(desk) == after
    assert (after.claimed_by, after.waiting.claimed_at, after.claim_until > LATER) == (PC, LATER, True)
    assert (desk.message(before.key).claimed_by, list(desk.due())) == (PC, [before.key])


def test_a_claim_takes_over_from_an_alert_and_a_release_puts_it_back_on_the_list(desk):
    desk.add([a_message(deadline=LATER)])
    [waiting] = desk.read([a_message().key])
    desk.hand_over(waiting, "alert-1", LATER)
    before = one(desk)
    held = claimed(before, PC, TERMS, LATER)
    assert desk.save(before, held, a_deed())
    free = released(one(desk), TERMS, LATER)
    assert desk.save(held, free, a_deed("release_message"))
    standing = one(desk)
    assert standing == free
    assert (standing.state, standing.claimed_by, standing.waiting.alert) == (MessageState.OPENED, None, "alert-1")
    assert list(desk.due()) == [before.key]


def test_a_disposition_is_kept_whole_and_the_message_is_due_no_more(desk):
    desk.add([a_message()])
    before = one(desk)
    held = claimed(before, PC, TERMS, LATER)
    desk.save(before, held, a_deed())
    ended = disposed(held, an_end(OutcomeCode.CRIME_RECORDED, reference="12/345", reason="Theft."))
    assert desk.save(held, ended, a_deed("dispose_message"))
    standing = one(desk)
    assert standing == ended
    assert (standing.claimed_by, list(desk.due())) == (None, [])
    message = desk.message(before.key)
    assert (message.disposition, message.state) == (ended.disposition, MessageState.DISPOSED)
    assert message.body == a_message().body


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda desk, before: desk.save(before, claimed(before, "other", TERMS, NOON), a_deed(at=NOON)),
        lambda desk, before: desk.save(before, disposed(before, an_end(at=NOON)), a_deed(at=NOON)),
        lambda desk, before: desk.hand_over(before.waiting, "alert-1", NOON),
        lambda desk, _: desk.answer(SELBY, an_own_reply(answers="1001"), NOON),
    ],
    ids=["claimed", "disposed", "handed over", "answered"],
)
@pytest.mark.parametrize("deed", ["opened", "claimed", "disposed"])
def test_what_changed_since_it_was_read_is_left_as_it_is_and_nothing_is_told(desk, trail, meanwhile, deed):
    desk.add([a_message()])
    before = one(desk)
    after = {
        "opened": opened(before, TERMS, LATER),
        "claimed": claimed(before, PC, TERMS, LATER),
        "disposed": disposed(before, an_end()),
    }[deed]
    meanwhile(desk, before)
    stands, told = one(desk), list(trail.entries())
    assert not desk.save(before, after, a_deed())
    assert (one(desk), list(trail.entries())) == (stands, told)


def test_every_deed_is_one_entry_of_a_whole_chain(desk, trail):
    desk.add([a_message()])
    before = one(desk)
    read = opened(before, TERMS, LATER)
    desk.save(before, read, a_deed("read_message"))
    desk.save(read, read, a_deed("read_message", at=NOON))
    held = claimed(read, PC, TERMS, LATER)
    desk.save(read, held, a_deed())
    desk.save(held, disposed(held, an_end()), a_deed("dispose_message"))
    actions = [entry.deed.action for entry in trail.entries()]
    assert actions == ["read_message", "read_message", "claim_message", "dispose_message"]
    assert first_break(trail.entries()) is None


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


def test_reading_again_changes_nothing_and_is_told_again(desk, trail):
    desk.add([a_message()])
    read = one(desk)
    assert desk.save(read, read, a_deed("read_message"))
    assert (one(desk), len(list(trail.entries()))) == (read, 1)


def test_a_claim_that_ran_out_is_nobodys_and_says_when_it_did(desk):
    desk.add([a_message()])
    before = one(desk)
    held = claimed(before, PC, TERMS, LATER)
    desk.save(before, held, a_deed())
    [waiting] = desk.read([before.key])
    assert desk.hand_over(waiting, "alert-1", held.claim_until)
    standing = one(desk)
    assert (standing.state, standing.claimed_by) == (MessageState.OPENED, None)
    assert (standing.claim_expired_at, standing.waiting.alert) == (held.claim_until, "alert-1")
    assert not desk.save(held, released(held, TERMS, held.claim_until), a_deed("release_message"))
