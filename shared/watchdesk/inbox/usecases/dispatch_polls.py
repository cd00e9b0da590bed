"""Find the accounts whose poll is due, and queue a poll for each."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.feed_states import FeedStateStore, PollQueue

LOST_AFTER = timedelta(minutes=2)
"""A queued poll that never ran is queued again after this time. One that ran has scheduled the next by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPolls:
    feed_states: FeedStateStore
    queue: PollQueue
    clock: Clock

    def __call__(self) -> int:
        """Queue the polls that are due, and return how many the queue took.

        The schedule is written after the queue, so that after a crash between the two an account is polled twice,
        and never not at all.
        """
        now = self.clock.now()
        polls = {poll.account: poll for poll in self.feed_states.due(now)}
        queued = self.queue.put(list(polls))
        for account in queued:
            self.feed_states.requeue(polls[account], now + LOST_AFTER)
        return len(queued)
