"""How far a feed is read, what a stopped run leaves, and how it is closed."""

from datetime import timedelta

import pytest

from tests.builders import an_inbound
from tests.fakes import NOON
from tests.fakes.feeds import FakeThreads
from tests.worlds.inbox import Desk
from watchdesk.core.account import Surface
from watchdesk.core.errors import TryLater
from watchdesk.core.message import Deletion


def test_a_message_is_stored_once_however_often_it_is_shown():
    desk = Desk()
    desk.poll()
    desk.receives()
    assert [desk.poll().counts.stored for _ in range(3)] == [1, 0, 0]
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


@pytest.mark.parametrize("skew", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_platform_clock_an_hour_off_loses_nothing(skew):
    desk = Desk()
    desk.poll()
    for n in range(40):
        at = desk.clock.now() + skew
        desk.feed.shows(an_inbound(f"s{n}", sent_at=at), at)
        desk.poll()
    assert len(desk.stored) == 40


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
