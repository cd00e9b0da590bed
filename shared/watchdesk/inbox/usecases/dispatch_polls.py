"""Find the accounts whose turn has come and queue a poll for each."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.watch import PollQueue, WatchStore

LOST_AFTER = timedelta(minutes=2)
"""A queued poll that never ran is queued again after this; one that ran has set its own next turn by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPolls:
    watch: WatchStore
    queue: PollQueue
    clock: Clock

    def __call__(self) -> int:
        """Queue first and note it after: a crash between the two polls an account twice, never not at all."""
        now = self.clock.now()
        turns = {turn.account: turn for turn in self.watch.due(now)}
        queued = self.queue.put(list(turns))
        for account in queued:
            self.watch.requeue(turns[account], now + LOST_AFTER)
        return len(queued)
