"""When each account is polled, until when each feed was read, and when it was not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState, ScheduledPoll


class FeedStateStore(Protocol):
    """The next poll of each account, and the state of each of its feeds."""

    def due(self, now: datetime) -> Sequence[ScheduledPoll]:
        """Return the entry of every account whose poll is due."""
        ...

    def requeue(self, poll: ScheduledPoll, next_poll_at: datetime) -> bool:
        """Schedule the next poll. Returns False if it has changed since `poll` was read."""
        ...

    def begin(
        self, account: AccountId, lease: str, now: datetime, until: datetime
    ) -> tuple[ScheduledPoll, Sequence[FeedState]]:
        """Lease the account for one poll, and read the states of its feeds.

        Raises LeaseLost while another poll holds it, and Defect if it was never enrolled.
        """
        ...

    def save(self, state: FeedState) -> FeedState:
        """Write the state of one feed, and return it with its new revision.

        Raises LeaseLost if another poll has written it since it was read.
        """
        ...

    def finish(self, poll: ScheduledPoll, lease: str) -> None:
        """Write the entry and release the account. Raises LeaseLost if `lease` no longer holds it."""
        ...


class PollSchedule(Protocol):
    """Which accounts are polled at all. Each call returns whether it changed anything."""

    def enrol(self, account: AccountId, now: datetime) -> bool:
        """Poll the account from now on, unless it is polled already."""
        ...

    def retire(self, account: AccountId) -> bool:
        """Stop polling the account. A poll that is under way loses its lease; the states of the feeds stay."""
        ...

    def make_due(self, account: AccountId, now: datetime) -> bool:
        """Poll the account at once, for example with a new secret, even if another poll holds it.

        A retired account stays retired.
        """
        ...


class CoverageReader(Protocol):
    """Reads until when everything has been read."""

    def all(self) -> Sequence[tuple[ScheduledPoll, Sequence[FeedState]]]:
        """Return every account that is polled, with its feeds, in the order of the account ids."""
        ...


class BlindPeriodLog(Protocol):
    """The evidence of when a feed was not read. It can only be added to."""

    def add(self, period: BlindPeriod) -> None:
        """Record a period. To record it again changes nothing."""
        ...

    def of(self, account: AccountId) -> Sequence[BlindPeriod]:
        """Return the periods of an account, in the order in which they began."""
        ...


class PollQueue(Protocol):
    """The queue of accounts to poll."""

    def put(self, accounts: Sequence[AccountId]) -> Sequence[AccountId]:
        """Queue one poll for each account, and return those that the queue took."""
        ...
