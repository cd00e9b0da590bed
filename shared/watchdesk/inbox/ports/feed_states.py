"""When each account is polled, how far it was seen, and when it was not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState, ScheduledPoll


class FeedStateStore(Protocol):
    """When each account is polled next, and how far each of its feeds has been seen."""

    def due(self, now: datetime) -> Sequence[ScheduledPoll]:
        """Every account whose turn has come."""
        ...

    def requeue(self, poll: ScheduledPoll, next_poll_at: datetime) -> bool:
        """Set the next turn, unless it has changed since `turn` was read (then False)."""
        ...

    def begin(
        self, account: AccountId, lease: str, now: datetime, until: datetime
    ) -> tuple[ScheduledPoll, Sequence[FeedState]]:
        """Take the account for one poll and read its feeds. Raises LeaseLost while another poll holds it."""
        ...

    def save(self, state: FeedState) -> FeedState:
        """Write one feed's state and return it with its new revision. Raises LeaseLost if it moved on."""
        ...

    def finish(self, poll: ScheduledPoll, lease: str) -> None:
        """Write the turn and give the account free. Raises LeaseLost if `lease` no longer holds it."""
        ...


class PollSchedule(Protocol):
    """Which accounts are polled at all. Each call says whether it changed anything."""

    def enrol(self, account: AccountId, now: datetime) -> bool:
        """Poll it from now on, unless it is polled already."""
        ...

    def retire(self, account: AccountId) -> bool:
        """Poll it no more. A poll that is under way gives way; what was seen stays."""
        ...

    def make_due(self, account: AccountId, now: datetime) -> bool:
        """Poll it at once, for example with a new secret, whoever holds it. A retired account stays retired."""
        ...


class CoverageReader(Protocol):
    def all(self) -> Sequence[tuple[ScheduledPoll, Sequence[FeedState]]]:
        """Every account that is polled, with its feeds, in the order of their ids."""
        ...


class BlindPeriodLog(Protocol):
    """The evidence of when we could not see. Append-only."""

    def add(self, period: BlindPeriod) -> None: ...

    def of(self, account: AccountId) -> Sequence[BlindPeriod]: ...


class PollQueue(Protocol):
    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        """Queue one poll for each, and return those the queue took."""
        ...
