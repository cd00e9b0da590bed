"""Whatever breaks a walk off leaves a gap that a later run reads, and a blind period that is noted."""

from datetime import timedelta

from tests.builders import SELBY
from tests.fakes.feeds import FakeFeed, fails
from tests.worlds.inbox import Desk
from watchdesk.core.errors import Gone, TryLater
from watchdesk.inbox.domain import feed_position


def test_ten_thousand_messages_at_once_are_read_over_several_runs_newest_first_and_none_is_lost():
    desk = Desk(FakeFeed(page_size=100))
    desk.poll()
    desk.receives(10_000)
    first = desk.poll()
    assert first.counts.bounds_hit == 1
    assert first.counts.stored == 4_000
    assert "m9999" in desk.stored
    assert desk.state().watched_until < desk.clock.now()
    for _ in range(2):
        desk.poll()
    assert len(desk.stored) == 10_000
    assert desk.state().watched_until == desk.clock.now()
    assert not feed_position.blocking_gaps(desk.state())


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
    (period,) = desk.blind_periods.of(SELBY)
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
    assert [(p.start, p.cause) for p in desk.blind_periods.of(SELBY)] == [(before, "transient")]


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
    assert [gap.resume for gap in feed_position.blocking_gaps(desk.state())] == [""]
    for _ in range(30):
        desk.poll()
    assert len(desk.stored) == 200
    assert not feed_position.blocking_gaps(desk.state())


def test_a_first_walk_that_fails_every_time_is_taken_up_again_and_leaves_nothing_out():
    desk = Desk()
    desk.receives(60, minutes_ago=90)
    for _ in range(5):
        desk.feed.faults[len(desk.feed.asked) + 2] = fails(TryLater("down again"))
        desk.receives(25)
        desk.poll()
    assert len(desk.state().gaps) <= feed_position.MAX_GAPS
    for _ in range(2):
        desk.poll()
    assert len(desk.stored) == 60 + 5 * 25
    assert not desk.state().gaps


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
