"""Whose turn it is, is polled; nobody is forgotten because a queue hiccuped."""

from datetime import timedelta

from tests.builders import SELBY, a_scheduled_poll
from tests.fakes import NOON, FakeClock, FakeFeedStateStore, FakePollQueue
from watchdesk.core.account import AccountId
from watchdesk.inbox.usecases.dispatch_polls import LOST_AFTER, DispatchPolls

YORK = AccountId("york-mastodon")


def dispatcher(watch, queue, clock=None):
    return DispatchPolls(feed_states=watch, queue=queue, clock=clock or FakeClock())


def test_the_accounts_whose_turn_has_come_are_queued_once():
    watch = FakeFeedStateStore(
        a_scheduled_poll(), a_scheduled_poll(YORK, next_poll_at=NOON + timedelta(seconds=1))
    )
    queue = FakePollQueue()
    assert dispatcher(watch, queue)() == 1
    assert dispatcher(watch, queue)() == 0
    assert queue.queued == [SELBY]


def test_what_the_queue_refused_is_still_due_at_the_next_tick():
    watch, queue = FakeFeedStateStore(a_scheduled_poll(), a_scheduled_poll(YORK)), FakePollQueue(refuses=[YORK])
    assert dispatcher(watch, queue)() == 1
    queue.refuses.clear()
    assert dispatcher(watch, queue)() == 1
    assert queue.queued == [SELBY, YORK]


def test_a_queued_poll_that_never_ran_is_queued_again():
    watch, queue, clock = FakeFeedStateStore(a_scheduled_poll()), FakePollQueue(), FakeClock()
    dispatcher(watch, queue, clock)()
    clock.advance(seconds=LOST_AFTER.total_seconds())
    dispatcher(watch, queue, clock)()
    assert queue.queued == [SELBY, SELBY]


def test_a_retired_account_is_never_queued():
    queue = FakePollQueue()
    assert dispatcher(FakeFeedStateStore(a_scheduled_poll(next_poll_at=None)), queue)() == 0
    assert queue.queued == []
