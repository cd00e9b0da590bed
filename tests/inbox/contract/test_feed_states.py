"""What every FeedStateStore, PollSchedule and CoverageReader keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, a_feed_state
from tests.fakes import NOON
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.errors import Defect, LeaseLost
from watchdesk.inbox.domain.feed_state import FeedGap, FeedTrouble, ScheduledPoll

YORK = AccountId("york-bluesky")
LATER = NOON + timedelta(minutes=1)
UNTIL = NOON + timedelta(minutes=5)
AN_INSTANT = timedelta(microseconds=1)
TROUBLE = FeedTrouble(kind="transient", since=NOON, last=LATER, times=2)


@pytest.fixture
def enrolled(watch):
    watch.enrol(SELBY, NOON)
    return watch


def test_an_enrolled_account_is_due_at_once(enrolled):
    assert enrolled.due(NOON) == [ScheduledPoll(account=SELBY, next_poll_at=NOON)]
    assert enrolled.due(NOON - AN_INSTANT) == []


def test_enrolling_twice_does_not_disturb_the_turn(enrolled):
    assert not enrolled.enrol(SELBY, LATER)
    assert enrolled.due(NOON)[0].next_poll_at == NOON


def test_a_turn_is_put_off_only_as_it_was_read(enrolled):
    [poll] = enrolled.due(NOON)
    assert enrolled.requeue(poll, LATER)
    assert not enrolled.requeue(poll, UNTIL)
    assert enrolled.due(NOON) == []
    assert enrolled.due(LATER)[0].next_poll_at == LATER


def test_nobody_puts_off_the_turn_of_an_unknown_account(watch):
    assert not watch.requeue(ScheduledPoll(account=SELBY, next_poll_at=NOON), LATER)
    assert not watch.requeue(ScheduledPoll(account=SELBY, next_poll_at=None), LATER)
    assert watch.all() == []


def test_one_poll_at_a_time_holds_an_account(enrolled):
    poll, states = enrolled.begin(SELBY, "one", NOON, UNTIL)
    assert (poll.lease, poll.lease_until, states) == ("one", UNTIL, [])
    with pytest.raises(LeaseLost):
        enrolled.begin(SELBY, "two", UNTIL - AN_INSTANT, UNTIL)


def test_the_same_poll_may_ask_again(enrolled):
    first = enrolled.begin(SELBY, "one", NOON, UNTIL)
    assert enrolled.begin(SELBY, "one", NOON, UNTIL) == first


def test_a_poll_that_never_ended_loses_the_account_when_its_time_is_up(enrolled):
    abandoned, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    poll, _ = enrolled.begin(SELBY, "two", UNTIL, UNTIL + timedelta(minutes=5))
    assert poll.lease == "two"
    with pytest.raises(LeaseLost):
        enrolled.finish(abandoned, "one")


def test_an_account_that_nobody_enrolled_cannot_be_polled(watch):
    with pytest.raises(Defect):
        watch.begin(SELBY, "one", NOON, UNTIL)


def test_a_finished_poll_sets_the_next_turn_and_gives_the_account_free(enrolled):
    poll, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    done = replace(poll, next_poll_at=LATER, last_poll_at=NOON, failures=3, trouble=TROUBLE)
    enrolled.finish(done, "one")
    assert enrolled.due(NOON) == []
    assert enrolled.due(LATER) == [replace(done, lease=None, lease_until=None)]
    enrolled.begin(SELBY, "two", LATER, UNTIL)


def test_a_poll_may_say_twice_that_it_is_finished(enrolled):
    poll, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    done = replace(poll, next_poll_at=LATER)
    enrolled.finish(done, "one")
    enrolled.finish(done, "one")
    with pytest.raises(LeaseLost):
        enrolled.finish(replace(done, failures=1), "one")


def test_an_account_without_a_next_turn_is_never_due(enrolled):
    poll, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    enrolled.finish(replace(poll, next_poll_at=None), "one")
    assert enrolled.due(NOON + timedelta(days=999)) == []
    assert enrolled.enrol(SELBY, LATER)
    assert [poll.account for poll in enrolled.due(LATER)] == [SELBY]


def test_a_feed_is_remembered_with_everything_that_is_known_of_it(enrolled):
    state = a_feed_state(
        surfaces=frozenset(Surface),
        watched_until=LATER,
        mark=NOON,
        head="digest",
        memo="memo",
        gaps=(FeedGap(resume="r", floor=NOON, opened_at=LATER, cause="bound"),),
        trouble=TROUBLE,
        last_success=NOON,
        walked_deep_at=NOON,
    )
    saved = enrolled.save(state)
    assert saved == replace(state, revision=1)
    assert enrolled.begin(SELBY, "one", NOON, UNTIL)[1] == [saved]


def test_feeds_come_in_the_order_of_their_names_and_of_one_account(enrolled):
    for feed, account in [("b", SELBY), ("a", SELBY), ("c", YORK)]:
        enrolled.save(a_feed_state(account, feed))
    assert [state.feed for state in enrolled.begin(SELBY, "one", NOON, UNTIL)[1]] == ["a", "b"]


def test_a_feed_is_written_only_on_top_of_what_was_read(enrolled):
    first = enrolled.save(a_feed_state())
    second = enrolled.save(replace(first, head="mine"))
    with pytest.raises(LeaseLost):
        enrolled.save(replace(first, head="late"))
    with pytest.raises(LeaseLost):
        enrolled.save(a_feed_state(head="new"))
    with pytest.raises(LeaseLost):
        enrolled.save(replace(second, revision=9))
    assert enrolled.save(second).revision == 3


def test_a_write_whose_answer_was_lost_may_be_repeated(enrolled):
    first = enrolled.save(a_feed_state())
    assert enrolled.save(a_feed_state()) == first


def test_a_retired_account_is_polled_no_more_and_a_running_poll_gives_way(enrolled):
    poll, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    assert enrolled.retire(SELBY)
    assert not enrolled.retire(SELBY)
    with pytest.raises(LeaseLost):
        enrolled.finish(replace(poll, next_poll_at=LATER), "one")
    assert enrolled.due(UNTIL) == []


def test_a_hurried_account_is_due_at_once_whoever_holds_it(enrolled):
    poll, _ = enrolled.begin(SELBY, "one", NOON, UNTIL)
    enrolled.finish(replace(poll, next_poll_at=UNTIL), "one")
    enrolled.begin(SELBY, "two", NOON, UNTIL)
    assert enrolled.make_due(SELBY, LATER)
    assert [poll.account for poll in enrolled.due(LATER)] == [SELBY]
    enrolled.begin(SELBY, "three", LATER, UNTIL)


def test_hurry_wakes_no_retired_and_no_unknown_account(enrolled):
    enrolled.retire(SELBY)
    assert not enrolled.make_due(SELBY, LATER)
    assert not enrolled.make_due(YORK, LATER)
    assert not enrolled.retire(YORK)


def test_the_view_shows_every_polled_account_with_its_feeds(enrolled):
    enrolled.enrol(YORK, LATER)
    enrolled.enrol(AccountId("gone"), NOON)
    enrolled.retire(AccountId("gone"))
    state = enrolled.save(a_feed_state())
    assert enrolled.all() == [
        (ScheduledPoll(account=SELBY, next_poll_at=NOON), [state]),
        (ScheduledPoll(account=YORK, next_poll_at=LATER), []),
    ]
