"""Whose turn it is, what an error means for it, and that no account stops another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, a_scheduled_poll, an_account, an_inbound
from tests.fakes import NOON
from tests.fakes.feeds import FakeFeed, fails
from tests.worlds.inbox import Desk
from watchdesk.core.account import AccountId, AccountState
from watchdesk.core.errors import AccountBlocked, PermissionLost, RateLimited, Reconnect


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


@pytest.mark.parametrize("error", [Reconnect("revoked"), AccountBlocked("suspended")])
def test_a_dead_credential_is_probed_hourly_and_its_cause_is_visible(error):
    other = FakeFeed("chat")
    desk = Desk(FakeFeed(), other)
    desk.feed.faults[1] = fails(error)
    desk.poll()
    assert desk.next_poll_at == desk.clock.now() + timedelta(hours=1)
    assert desk.watch.polls[SELBY].trouble.kind == error.kind
    assert other.asked == []


def test_a_feed_without_its_permission_rests_while_the_others_go_on():
    chat = FakeFeed("chat")
    desk = Desk(FakeFeed(), chat)
    chat.faults[1] = fails(PermissionLost("no direct messages"))
    desk.receives(1)
    desk.poll()
    assert desk.stored == {"m0"}
    assert desk.next_poll_at < desk.clock.now() + timedelta(minutes=1)
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
    desk.watch.polls[york] = a_scheduled_poll(york)
    desk.feeds.by_account[york] = (feed,)
    desk.feed.faults[1] = fails(ZeroDivisionError("a bug"))
    desk.clock.advance(minutes=1)
    broken, healthy = desk.poll_accounts([SELBY, york], desk.stopwatch)
    assert isinstance(broken.failed, ZeroDivisionError)
    assert healthy.failed is None
    assert desk.stored == {"y1"}
    assert desk.watch.polls[SELBY].lease is None
    assert desk.watch.polls[SELBY].trouble.kind == "bug"


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
    assert desk.next_poll_at < desk.clock.now() + timedelta(seconds=60)


def test_a_poll_that_took_some_seconds_does_not_miss_the_next_minutes_tick():
    desk = Desk(poll_every=timedelta(minutes=1))
    tick = desk.clock.now()
    desk.poll(seconds=20)
    assert tick < desk.next_poll_at <= tick + timedelta(minutes=1)
