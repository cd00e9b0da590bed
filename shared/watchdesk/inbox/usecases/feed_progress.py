"""How far a walk of a feed has come, saved as it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchdesk.core.clock import Clock
from watchdesk.inbox.domain.feed_state import FeedGap, FeedPage, FeedState
from watchdesk.inbox.ports.feed_states import FeedStateStore

CHECKPOINT = timedelta(seconds=1)
"""A walk saves its position this often. A killed run repeats that much, and a long run pays little for it."""


@dataclass(slots=True, kw_only=True)
class FeedProgress:
    """The state of one feed during a walk. After `save`, `state` is what is stored."""

    state: FeedState
    feed_states: FeedStateStore
    clock: Clock
    saved_at: datetime | None = None

    def save(self, state: FeedState) -> None:
        """Save the state. Raises LeaseLost if another poll has saved it meanwhile."""
        self.state = self.feed_states.save(state)
        self.saved_at = self.clock.now()

    def checkpoint(self) -> None:
        """Save the state if the last time was long ago."""
        if self.saved_at is None or self.clock.now() - self.saved_at >= CHECKPOINT:
            self.save(self.state)

    def move(self, gap: FeedGap, to: FeedGap) -> FeedGap:
        """Put another gap in place of a gap, and return it."""
        self._replace(gap, (to,))
        return to

    def close(self, gap: FeedGap) -> None:
        """Remove a gap that was read to its end."""
        self._replace(gap, ())

    def keep_memo(self, page: FeedPage) -> None:
        """Keep the memo of a page that is stored: a memo that is ahead of the store would hide a loss."""
        if page.older is None and page.memo is not None:
            self.state = replace(self.state, memo=page.memo)

    def _replace(self, gap: FeedGap, by: Sequence[FeedGap]) -> None:
        gaps = (new for old in self.state.gaps for new in (by if old == gap else (old,)))
        self.state = replace(self.state, gaps=tuple(gaps))
