"""What a force may expect of a poll, in simulated time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tests.builders import SELBY, a_policy, a_turn, an_account, an_inbound, an_own_reply, an_unreadable
from tests.fakes import NOON, FakeBlindLedger, FakeClock, FakeMessageStore, FakeRegister, FakeWatchStore
from tests.fakes.platform import FakeFeed, FakeFeeds, FakeStopwatch, FakeThreads, fails
from watchdesk.domain import walk
from watchdesk.domain.account import AccountId, AccountState, Surface
from watchdesk.domain.errors import AccountState as AccountStateError
from watchdesk.domain.errors import Gone, PermissionLost, RateLimited, Reconnect, TryLater
from watchdesk.domain.message import CountedFrom, Deletion, MessageState, Urgency
from watchdesk.domain.watch import FeedName
from watchdesk.usecases.poll_accounts import PollAccounts, PollReport


class Desk:
    """One account on one platform, polled by hand."""

    def __init__(self, *feeds, pages=40, **account):
        self.clock = FakeClock()
        self.feed = feeds[0] if feeds else FakeFeed()
        self.account = an_account(**account)
        self.store = FakeMessageStore()
        self.watch = FakeWatchStore(a_turn())
        self.ledger = FakeBlindLedger()
        self.stopwatch = FakeStopwatch()
        self.feeds = FakeFeeds({SELBY: feeds or (self.feed,)})
        self.register = FakeRegister(self.account, a_policy())
        leases = count()
        self.poll_accounts = PollAccounts(
            register=self.register,
            feeds=self.feeds,
            messages=self.store,
            watch=self.watch,
            ledger=self.ledger,
            clock=self.clock,
            new_lease=lambda: f"lease-{next(leases)}",
            pages_per_feed=pages,
        )

    def poll(self, **advance) -> PollReport:
        self.clock.advance(**(advance or {"minutes": 1}))
        return self.poll_accounts([SELBY], self.stopwatch)[0]

    def receives(self, count: int = 1, *, minutes_ago: float = 0, **fields) -> list[str]:
        at = self.clock.now() - timedelta(minutes=minutes_ago)
        start = len(self.feed.rows)
        ids = [f"m{start + n}" for n in range(count)]
        for native_id in ids:
            self.feed.shows(an_inbound(native_id, **{"sent_at": at} | fields), at)
        return ids

    @property
    def stored(self) -> set[str]:
        return {message.key.native_id for message in self.store.messages}

    def state(self, feed: str = "notifications"):
        return self.watch.states[SELBY, FeedName(feed)]

    @property
    def next_poll_at(self) -> datetime | None:
        return self.watch.turns[SELBY].next_poll_at


def test_a_message_is_stored_once_however_often_it_is_shown():
    desk = Desk()
    desk.poll()
    desk.receives()
    assert [desk.poll().tally.stored for _ in range(3)] == [1, 0, 0]
    assert desk.stored == {"m0"}


def test_a_quiet_feed_costs_one_page_and_moves_the_watermark():
    desk = Desk()
    desk.receives(3)
    desk.poll()
    asked = len(desk.feed.asked)
    desk.poll()
    assert len(desk.feed.asked) == asked + 1
    assert desk.state().watched_until == desk.clock.now()


def test_likes_that_fill_the_newest_page_do_not_hide_the_message_below_them():
    desk = Desk()
    desk.receives(1)
    desk.poll()
    desk.receives(1)
    for n in range(25):
        at = desk.clock.now() + timedelta(seconds=n)
        desk.feed.shows(Deletion(surface=Surface.MENTION, native_id="nothing"), at)
    desk.poll()
    assert desk.stored == {"m0", "m1"}


def test_a_back_dated_message_below_the_mark_is_found_within_the_overlap():
    desk = Desk()
    desk.receives(1)
    desk.poll()
    desk.receives(1, minutes_ago=14)
    desk.poll()
    assert desk.stored == {"m0", "m1"}


def test_a_message_back_dated_by_a_day_on_a_busy_feed_is_found_within_the_hour():
    desk = Desk()
    desk.receives(50)
    desk.poll()
    desk.receives(1, minutes_ago=24 * 60)
    desk.poll(minutes=61)
    assert "m50" in desk.stored


def test_ten_thousand_messages_at_once_are_read_over_several_runs_newest_first_and_none_is_lost():
    desk = Desk(FakeFeed(page_size=100))
    desk.poll()
    desk.receives(10_000)
    first = desk.poll()
    assert first.tally.bounds_hit == 1
    assert first.tally.stored == 4_000
    assert "m9999" in desk.stored
    assert desk.state().watched_until < desk.clock.now()
    for _ in range(2):
        desk.poll()
    assert len(desk.stored) == 10_000
    assert desk.state().watched_until == desk.clock.now()
    assert not walk.holds_back(desk.state())


def test_what_arrives_while_a_gap_is_open_is_read_before_the_gap():
    desk = Desk(pages=8)
    desk.poll()
    desk.receives(200)
    desk.poll()
    newest = desk.receives(1)
    desk.poll()
    assert newest[0] in desk.stored
    assert len(desk.stored) < 201


def test_a_gap_is_written_into_the_ledger_of_blind_periods_when_it_closes():
    desk = Desk(pages=8)
    desk.poll()
    seen_until = desk.clock.now()
    desk.receives(200)
    while len(desk.stored) < 200:
        desk.poll()
    (period,) = desk.ledger.of(SELBY)
    assert (period.start, period.cause) == (seen_until, "bound")
    assert period.end == desk.state().watched_until


def test_an_outage_of_a_minute_loses_nothing_and_is_in_the_ledger():
    desk = Desk()
    desk.receives(1)
    desk.poll()
    before = desk.state().watched_until
    desk.feed.faults[2] = fails(TryLater("down"))
    desk.receives(2)
    report = desk.poll()
    assert {error.kind for error in report.errors.values()} == {"transient"}
    assert desk.state().trouble.kind == "transient"
    desk.poll()
    assert desk.stored == {"m0", "m1", "m2"}
    assert desk.state().trouble is None
    assert [(p.start, p.cause) for p in desk.ledger.of(SELBY)] == [(before, "transient")]


def test_an_error_in_the_middle_of_a_walk_keeps_what_was_read_and_closes_the_rest_later():
    desk = Desk()
    desk.poll()
    desk.receives(35)
    desk.feed.faults[4] = fails(TryLater("html instead of json"))
    desk.poll()
    assert len(desk.stored) == 20
    assert [gap.cause for gap in desk.state().gaps] == ["transient"]
    desk.poll()
    assert len(desk.stored) == 35


def test_a_position_the_platform_no_longer_takes_is_walked_again_from_the_top():
    desk = Desk(pages=8)
    desk.poll()
    desk.receives(200)
    desk.poll()
    desk.feed.faults[len(desk.feed.asked) + 4] = fails(Gone("cursor expired"))
    assert {error.kind for error in desk.poll().errors.values()} == {"gone"}
    assert [gap.resume for gap in walk.holds_back(desk.state())] == [""]
    for _ in range(30):
        desk.poll()
    assert len(desk.stored) == 200
    assert not walk.holds_back(desk.state())


def test_a_run_that_is_nearly_over_leaves_the_rest_as_a_gap():
    desk = Desk()
    desk.poll()
    desk.receives(35)
    asked = len(desk.feed.asked)
    desk.feed.faults[asked + 2] = lambda: setattr(desk.stopwatch, "remaining", timedelta(seconds=3))
    desk.poll()
    assert [gap.cause for gap in desk.state().gaps] == ["time"]
    desk.stopwatch.remaining = timedelta(seconds=60)
    desk.poll()
    assert len(desk.stored) == 35


@pytest.mark.parametrize("skew", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_platform_clock_an_hour_off_loses_nothing(skew):
    desk = Desk()
    desk.poll()
    for n in range(40):
        at = desk.clock.now() + skew
        desk.feed.shows(an_inbound(f"s{n}", sent_at=at), at)
        desk.poll()
    assert len(desk.stored) == 40


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
    assert desk.poll().tally.revised == 1
    assert desk.poll().tally.revised == 0
    (message,) = desk.store.messages
    assert (message.urgency, message.body) == (Urgency.URGENT, first)
    assert message.deadline == at + timedelta(minutes=30)


def test_a_deletion_is_recorded_and_the_message_keeps_its_deadline():
    desk = Desk()
    desk.poll()
    desk.receives(1)
    desk.poll()
    desk.feed.shows(Deletion(surface=Surface.MENTION, native_id="m0"), desk.clock.now())
    assert desk.poll().tally.deleted == 1
    (message,) = desk.store.messages
    assert message.deleted_at == desk.clock.now()
    assert message.state is MessageState.UNREAD


def test_what_cannot_be_read_is_kept_with_a_deadline_of_its_own():
    desk = Desk()
    desk.poll()
    desk.feed.shows(an_unreadable("bad"), desk.clock.now())
    report = desk.poll()
    assert (report.tally.stored, report.tally.unreadable) == (1, 1)
    (message,) = desk.store.messages
    assert message.urgency is Urgency.PRIORITY
    assert message.deadline == desk.clock.now() + timedelta(hours=2)


def test_our_own_reply_wherever_written_answers_the_message():
    desk = Desk()
    desk.poll()
    desk.receives(1)
    desk.poll()
    desk.feed.shows(an_own_reply("m0", sent_at=desk.clock.now()), desk.clock.now())
    assert desk.poll().tally.answered == 1
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


def test_a_thread_walk_that_stops_is_resumed_and_not_restarted():
    threads = FakeThreads([(f"t{n}", [an_inbound(f"r{n}", surface=Surface.REPLY)]) for n in range(5)])
    desk = Desk(threads, pages=2)
    for _ in range(3):
        desk.poll()
    assert desk.stored == {f"r{n}" for n in range(5)}
    assert [older for older, _ in threads.asked] == [None, "t0", "t1", "t2", "t3"]
    assert desk.state("threads").watched_until == NOON + timedelta(minutes=1)


def test_threads_that_did_not_change_are_not_read_again_until_the_hourly_whole_walk():
    threads = FakeThreads([(f"t{n}", [an_inbound(f"r{n}", surface=Surface.REPLY)]) for n in range(5)])
    desk = Desk(threads)
    desk.poll()
    asked = len(threads.asked)
    desk.poll()
    assert len(threads.asked) == asked + 1
    desk.poll(minutes=60)
    assert len(threads.asked) == asked + 6


def test_a_memo_never_runs_ahead_of_the_store():
    threads = FakeThreads([("t0", [an_inbound("r0", surface=Surface.REPLY)])])
    desk = Desk(threads)
    add, broken = desk.store.add, iter([True])

    def add_later(messages):
        if next(broken, False):
            raise TryLater("throttled")
        return add(messages)

    desk.store.add = add_later
    desk.poll()
    desk.poll()
    assert desk.stored == {"r0"}


def test_a_rate_limit_is_honoured_to_its_instant():
    desk = Desk()
    until = NOON + timedelta(minutes=9)
    desk.feed.faults[1] = fails(RateLimited("slow down", until=until))
    desk.poll()
    assert desk.next_poll_at == until


def test_a_rate_limit_without_an_instant_doubles_its_pause_to_a_quarter_of_an_hour():
    desk = Desk()
    desk.feed.faults |= {n: fails(RateLimited("slow down")) for n in range(1, 8)}
    pauses = []
    for _ in range(6):
        desk.poll(minutes=15)
        pauses.append((desk.next_poll_at - desk.clock.now()).total_seconds() / 60)
    assert pauses == [1, 2, 4, 8, 15, 15]


@pytest.mark.parametrize("error", [Reconnect("revoked"), AccountStateError("suspended")])
def test_a_dead_credential_is_probed_hourly_and_its_cause_is_visible(error):
    other = FakeFeed("chat")
    desk = Desk(FakeFeed(), other)
    desk.feed.faults[1] = fails(error)
    desk.poll()
    assert desk.next_poll_at == desk.clock.now() + timedelta(hours=1)
    assert desk.watch.turns[SELBY].trouble.kind == error.kind
    assert other.asked == []


def test_a_feed_without_its_permission_rests_while_the_others_go_on():
    chat = FakeFeed("chat")
    desk = Desk(FakeFeed(), chat)
    chat.faults[1] = fails(PermissionLost("no direct messages"))
    desk.receives(1)
    desk.poll()
    assert desk.stored == {"m0"}
    assert desk.next_poll_at == desk.clock.now() + timedelta(minutes=1)
    desk.poll()
    assert len(chat.asked) == 1
    desk.poll(hours=6)
    assert len(chat.asked) == 2


def test_a_feed_may_ask_to_be_walked_less_often_than_its_account():
    slow = FakeFeed("slow", every=timedelta(minutes=5))
    desk = Desk(FakeFeed(), slow)
    for _ in range(10):
        desk.poll()
    assert len(slow.asked) == 2


def test_one_broken_account_neither_silences_the_others_nor_passes_unnoticed():
    desk = Desk()
    york = AccountId("york-mastodon")
    feed = FakeFeed()
    feed.shows(an_inbound("y1"), NOON)
    desk.register.put(replace(an_account(york), id=york))
    desk.watch.turns[york] = a_turn(york)
    desk.feeds.by_account[york] = (feed,)
    desk.feed.faults[1] = fails(ZeroDivisionError("a bug"))
    desk.clock.advance(minutes=1)
    broken, healthy = desk.poll_accounts([SELBY, york], desk.stopwatch)
    assert isinstance(broken.failed, ZeroDivisionError)
    assert healthy.failed is None
    assert desk.stored == {"y1"}
    assert desk.watch.turns[SELBY].lease is None
    assert desk.watch.turns[SELBY].trouble.kind == "bug"


def test_an_account_that_another_poll_holds_is_left_to_it():
    desk = Desk()
    desk.watch.begin(SELBY, "another", NOON, NOON + timedelta(minutes=5))
    assert desk.poll().skipped
    assert desk.feed.asked == []


def test_a_retired_account_is_no_longer_polled_and_leaves_the_schedule():
    desk = Desk(state=AccountState.RETIRED)
    assert desk.poll().skipped
    assert desk.next_poll_at is None


def test_an_account_asked_for_twice_in_a_batch_is_polled_once():
    desk = Desk()
    desk.clock.advance(minutes=1)
    assert len(desk.poll_accounts([SELBY, SELBY], desk.stopwatch)) == 1


def test_an_open_gap_brings_a_slow_account_back_at_the_next_tick():
    desk = Desk(pages=2, poll_every=timedelta(minutes=30))
    desk.poll()
    desk.receives(90)
    desk.poll()
    assert desk.next_poll_at == desk.clock.now() + timedelta(seconds=60)
