"""What is kept of what a page shows: messages, edits, deletions, answers."""

from datetime import UTC, datetime, time, timedelta

from tests.builders import a_policy, an_inbound, an_own_reply, an_unreadable
from tests.worlds.inbox import Desk
from watchdesk.core.account import Platform, Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import Deletion, MessageState, Urgency
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span
from watchdesk.register.domain.policy import TimeLimit


def test_a_time_claimed_in_the_future_counts_from_first_sight():
    desk = Desk()
    desk.poll()
    desk.receives(1, sent_at=desk.clock.now() + timedelta(days=3))
    desk.poll()
    (message,) = desk.store.messages
    assert message.counted_from is CountedFrom.FIRST_SEEN_FUTURE
    assert message.deadline == desk.clock.now() + timedelta(hours=8)


def test_history_read_when_an_account_is_connected_is_marked_and_stops_at_the_backfill():
    desk = Desk(backfill=timedelta(days=1))
    for hours in range(72):
        desk.receives(1, minutes_ago=hours * 60 + 1)
    desk.poll()
    assert 24 <= len(desk.stored) <= 40
    assert {message.counted_from for message in desk.store.messages} == {CountedFrom.FIRST_SEEN_HISTORY}
    assert desk.state().watched_until == desk.clock.now()


def test_a_message_dated_in_1970_long_after_the_account_was_connected_is_live_and_counts_from_first_sight():
    desk = Desk()
    desk.poll()
    desk.clock.advance(days=3)
    desk.receives(1, sent_at=datetime(1970, 1, 1, tzinfo=UTC), text="He has a gun")
    desk.poll()
    (message,) = desk.store.messages
    assert message.counted_from is CountedFrom.FIRST_SEEN_OLD
    assert message.deadline == desk.clock.now() + timedelta(minutes=30)


def test_an_edit_is_kept_as_a_version_and_may_bring_the_deadline_forward():
    desk = Desk()
    desk.poll()
    at = desk.clock.now()
    desk.feed.shows(first := an_inbound("m0", sent_at=at), at)
    desk.poll()
    desk.feed.forgets(first)
    desk.feed.shows(an_inbound("m0", sent_at=at, version="2", text="He has a KNIFE"), at)
    assert desk.poll().counts.revised == 1
    assert desk.poll().counts.revised == 0
    (message,) = desk.store.messages
    assert (message.urgency, message.body) == (Urgency.URGENT, first)
    assert message.deadline == at + timedelta(minutes=30)


def test_a_deletion_is_recorded_and_the_message_keeps_its_deadline():
    desk = Desk()
    desk.poll()
    desk.receives(1)
    desk.poll()
    desk.feed.shows(Deletion(surface=Surface.MENTION, native_id="m0"), desk.clock.now())
    assert desk.poll().counts.deleted == 1
    (message,) = desk.store.messages
    assert message.deleted_at == desk.clock.now()
    assert message.state is MessageState.UNREAD


def test_what_cannot_be_read_is_kept_with_a_deadline_of_its_own():
    desk = Desk()
    desk.poll()
    desk.feed.shows(an_unreadable("bad"), desk.clock.now())
    report = desk.poll()
    assert (report.counts.stored, report.counts.unreadable) == (1, 1)
    (message,) = desk.store.messages
    assert message.urgency is Urgency.PRIORITY
    assert message.deadline == desk.clock.now() + timedelta(hours=2)


def test_our_own_reply_wherever_written_answers_the_message():
    desk = Desk()
    desk.poll()
    desk.receives(1)
    desk.poll()
    desk.feed.shows(an_own_reply("m0", sent_at=desk.clock.now()), desk.clock.now())
    assert desk.poll().counts.answered == 1
    assert desk.store.messages[0].state is MessageState.DISPOSED


def test_a_reply_on_a_newer_page_than_its_message_answers_it_in_the_same_run():
    desk = Desk()
    desk.poll()
    desk.receives(1)
    for n in range(30):
        at = desk.clock.now() + timedelta(seconds=n + 1)
        desk.feed.shows(an_own_reply("m0", native_id=f"r{n}", sent_at=at), at)
    desk.poll()
    assert desk.store.messages[0].state is MessageState.DISPOSED


def test_what_a_policy_warns_of_is_stored_with_the_warning_and_the_deadline():
    desk = Desk()
    desk.register.put(a_policy(warn=timedelta(minutes=20)))
    desk.poll()
    desk.receives(1)
    at = desk.clock.now()
    desk.poll()
    (waiting,) = desk.store.due(at + timedelta(hours=8), 10)
    assert (waiting.deadline, waiting.attention_at) == (
        at + timedelta(hours=8),
        at + timedelta(hours=7, minutes=40),
    )


def test_a_routine_message_is_stored_with_a_deadline_in_open_hours():
    """The desk's clock stands at noon on a Monday; the office closes at one."""
    mornings = Calendar(id=CalendarId("mornings"), week=((Span(time(9), time(13)),),) * 7)
    desk = Desk()
    desk.register.put(
        a_policy(limits=(TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(hours=2), calendar=mornings),))
    )
    desk.poll()
    desk.receives(1)
    at = desk.clock.now()
    desk.poll()
    (message,) = desk.store.messages
    assert message.deadline == at + timedelta(hours=22)


def test_a_direct_message_on_facebook_is_due_before_the_platform_takes_no_answer_any_more():
    desk = Desk(platform=Platform.FACEBOOK)
    desk.register.put(a_policy(limits=(TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(hours=72)),)))
    desk.poll()
    desk.receives(1, surface=Surface.DIRECT_MESSAGE)
    at = desk.clock.now()
    desk.poll()
    (message,) = desk.store.messages
    assert message.deadline == at + timedelta(hours=23)
