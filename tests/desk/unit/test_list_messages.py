"""What waits is listed without a word of it, the next to be overdue first."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply, edited
from tests.worlds.desk import MALLORY, PC, WORDS, YORK, pc, somebody
from watchdesk.core.account import AccountId
from watchdesk.core.disposition import DispositionCode, DispositionRequest
from watchdesk.core.errors import TryLater
from watchdesk.core.message import MessageState, Urgency
from watchdesk.desk.domain.queries import MessageQuery
from watchdesk.desk.usecases.list_messages import MAX_EXAMINED

OPEN = MessageQuery()
PAST = MessageQuery(state=MessageState.DISPOSED)
SPAM = DispositionRequest(outcome=DispositionCode.SPAM, reason="An advertisement.")


def listed(room, query=OPEN, who=None, **given):
    page = room.use.list_messages(query, who or pc(), **given)
    return [each.status.key.native_id for each in page.messages]


def pages(room, query, limit):
    """All of it, page by page."""
    after, found = None, []
    while True:
        page = room.use.list_messages(query, pc(), limit=limit, after=after)
        found += [each.status.key.native_id for each in page.messages]
        assert len(page.messages) <= limit
        if page.after is None:
            return found
        after = page.after


def test_the_next_to_be_overdue_comes_first(room):
    for native_id, minutes in (("a", 30), ("b", 10), ("c", 20)):
        room.receives(native_id, minutes=minutes)
    assert listed(room) == ["b", "c", "a"]


def test_what_an_alert_looks_after_is_listed_with_the_alerts_code_and_since_when_it_is_overdue(room):
    key = room.receives(minutes=10)
    room.clock.advance(minutes=11)
    alert = room.raises_alert(key)
    (only,) = room.use.list_messages(OPEN, pc()).messages
    assert (only.alert_code, only.overdue_since) == (alert.code, only.status.waiting.deadline)
    assert only.status.overdue_at == room.clock.now()


def test_a_listing_holds_no_words_and_no_names_and_is_no_reading(room):
    room.receives(text=WORDS)
    page = room.use.list_messages(OPEN, pc())
    assert "zwyntoll" not in repr(page)
    assert "walker" not in repr(page)
    assert room.trail.deeds == []


def test_what_is_disposed_of_is_listed_only_when_it_is_asked_for_the_last_first(room):
    for native_id in ("a", "b", "c"):
        room.receives(native_id)
    for native_id in ("a", "c"):
        room.clock.advance(minutes=1)
        room.messages.answer(SELBY, an_own_reply(answers=native_id), room.clock.now())
    assert listed(room) == ["b"]
    assert listed(room, PAST) == ["c", "a"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (MessageQuery(accounts=frozenset({YORK})), ["york"]),
        (MessageQuery(accounts=frozenset({YORK, AccountId("nowhere")})), ["york"]),
        (MessageQuery(state=MessageState.CLAIMED), ["claimed"]),
        (MessageQuery(state=MessageState.OPENED), ["opened"]),
        (MessageQuery(urgency=Urgency.URGENT), ["urgent"]),
        (MessageQuery(is_overdue=True), ["late", "later"]),
    ],
    ids=["account", "one account of two", "claimed", "opened", "urgency", "overdue"],
)
def test_each_field_narrows_the_list(room, query, expected):
    room.receives("late", minutes=1)
    room.receives("later", minutes=2)
    room.receives("york", account=YORK)
    room.receives("urgent", urgency=Urgency.URGENT)
    room.use.open_message(room.receives("opened"), pc())
    room.use.claim(room.receives("claimed", minutes=1), pc())
    room.clock.advance(minutes=2)
    assert listed(room, query) == expected


def test_times_include_their_beginning_and_not_their_end(room):
    start = room.clock.now()
    for native_id in ("a", "b", "c"):
        room.receives(native_id)
        room.clock.advance(hours=1)
    hour = timedelta(hours=1)
    assert listed(room, MessageQuery(received_from=start + hour)) == ["b", "c"]
    assert listed(room, MessageQuery(received_before=start + hour)) == ["a"]
    assert listed(room, MessageQuery(due_before=start + 2 * hour)) == ["a"]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_hold_everything_once(room, limit):
    for number in range(7):
        room.receives(str(number), minutes=10 + number % 2)
    room.raises_alert(*room.messages.stored)
    assert sorted(pages(room, OPEN, limit)) == [str(number) for number in range(7)]
    for number in range(7):
        room.messages.answer(SELBY, an_own_reply(answers=str(number)), room.clock.now())
    assert sorted(pages(room, PAST, limit)) == [str(number) for number in range(7)]


def test_the_past_of_several_accounts_is_one_list(room):
    for number in range(6):
        key = room.receives(str(number), account=(SELBY, YORK)[number % 2])
        room.clock.advance(minutes=1)
        room.use.dispose(key, pc(), SPAM)
    assert pages(room, PAST, 4) == ["5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "query", [OPEN, PAST, MessageQuery(accounts=frozenset({SELBY}))], ids=["open", "past", "named"]
)
def test_an_account_that_is_not_ones_own_is_as_if_it_were_not_there(room, query):
    room.receives("open")
    room.raises_alert(room.receives("alerted"))
    room.use.dispose(room.receives("over"), pc(), SPAM)
    for roles in (f"view:{YORK}", f"acknowledge:{SELBY}", f"publish:{SELBY}", f"approve:{SELBY}"):
        page = room.use.list_messages(query, somebody(MALLORY, roles))
        assert (page.messages, page.after) == ((), None)


def test_a_search_finds_every_word_in_any_case_and_shows_where(room):
    room.receives("hit", text=WORDS)
    room.receives("miss", text="A knife.")
    page = room.use.list_messages(MessageQuery(words="MICKLEGATE knife"), pc())
    (only,) = page.messages
    assert (only.status.key.native_id, only.match.author) == ("hit", "walker@fells.example")
    assert "knife on Micklegate" in only.match.excerpt


def test_a_search_finds_a_name_and_what_was_said_before_and_after_an_edit(room):
    key = room.receives("edited", text="First words.")
    room.messages.revise(edited(room.stored(key), "2", "Second sentence."))
    for words in ("fells.example", "first", "second sentence"):
        assert listed(room, MessageQuery(words=words)) == ["edited"]


def test_a_search_is_told_once_with_how_many_were_found_and_not_the_words(room):
    room.receives(text=WORDS)
    listed(room, MessageQuery(words="zwyntoll", accounts=frozenset({SELBY, YORK})))
    (deed,) = room.trail.deeds
    assert (deed.actor, deed.action, deed.facts) == (PC, "search_messages", {"found": "1"})
    assert deed.about == f"{SELBY} {YORK}"
    assert "zwyntoll" not in repr(deed)


def test_a_search_that_cannot_be_told_shows_nothing(room):
    room.receives(text=WORDS)
    room.trail.trouble = TryLater("no")
    with pytest.raises(TryLater):
        listed(room, MessageQuery(words="zwyntoll"))


def test_a_search_of_much_is_answered_in_parts(room):
    wanted = MAX_EXAMINED + 5
    room.messages.add([a_message(an_inbound(f"{n:04}", text="x")) for n in range(wanted - 1)])
    room.messages.add([a_message(an_inbound("9999", text=WORDS))])
    first = room.use.list_messages(MessageQuery(words="zwyntoll"), pc())
    assert (first.messages, first.after is None) == ((), False)
    assert pages(room, MessageQuery(words="zwyntoll"), 10) == ["9999"]
