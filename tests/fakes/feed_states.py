"""The poll schedule, the feeds' states and the log of blind periods, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Defect, LeaseLost
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedName, FeedState, ScheduledPoll


class FakeFeedStateStore:
    """FeedStateStore, PollSchedule and CoverageReader."""

    def __init__(self, *polls: ScheduledPoll) -> None:
        self.polls = {poll.account: poll for poll in polls}
        self.states: dict[tuple[AccountId, FeedName], FeedState] = {}

    def due(self, now: datetime) -> Sequence[ScheduledPoll]:
        due = [poll for poll in self.polls.values() if poll.next_poll_at is not None and poll.next_poll_at <= now]
        return sorted(due, key=lambda poll: poll.account)

    def requeue(self, poll: ScheduledPoll, next_poll_at: datetime) -> bool:
        present = self.polls.get(poll.account)
        if present is None or present.next_poll_at != poll.next_poll_at:
            return False
        self.polls[poll.account] = replace(present, next_poll_at=next_poll_at)
        return True

    def begin(
        self, account: AccountId, lease: str, now: datetime, until: datetime
    ) -> tuple[ScheduledPoll, Sequence[FeedState]]:
        if account not in self.polls:
            raise Defect("the account is not enrolled")
        present = self.polls[account]
        if present.lease_until is not None and present.lease != lease and present.lease_until > now:
            raise LeaseLost("another poll holds the account")
        self.polls[account] = replace(present, lease=lease, lease_until=until)
        return self.polls[account], self._states(account)

    def save(self, state: FeedState) -> FeedState:
        saved = replace(state, revision=state.revision + 1)
        present = self.states.get((state.account, state.feed))
        if present != saved and (present.revision if present else 0) != state.revision:
            raise LeaseLost("the feed's state has moved on")
        self.states[state.account, state.feed] = saved
        return saved

    def finish(self, poll: ScheduledPoll, lease: str) -> None:
        finished = replace(poll, lease=None, lease_until=None)
        present = self.polls.get(poll.account)
        if present != finished and (present is None or present.lease != lease):
            raise LeaseLost("the lease no longer holds the account")
        self.polls[poll.account] = finished

    def enrol(self, account: AccountId, now: datetime) -> bool:
        present = self.polls.get(account, ScheduledPoll(account=account, next_poll_at=None))
        if present.next_poll_at is not None:
            return False
        self.polls[account] = replace(present, next_poll_at=now)
        return True

    def retire(self, account: AccountId) -> bool:
        return self._take_back(account, None)

    def make_due(self, account: AccountId, now: datetime) -> bool:
        return self._take_back(account, now)

    def all(self) -> Sequence[tuple[ScheduledPoll, Sequence[FeedState]]]:
        polled = sorted(account for account, poll in self.polls.items() if poll.next_poll_at is not None)
        return [(self.polls[account], self._states(account)) for account in polled]

    def _take_back(self, account: AccountId, next_poll_at: datetime | None) -> bool:
        present = self.polls.get(account)
        if present is None or present.next_poll_at is None:
            return False
        self.polls[account] = replace(present, next_poll_at=next_poll_at, lease=None, lease_until=None)
        return True

    def _states(self, account: AccountId) -> list[FeedState]:
        return [state for key, state in sorted(self.states.items()) if key[0] == account]


class FakeBlindPeriodLog:
    def __init__(self) -> None:
        self._periods: dict[tuple[AccountId, datetime, FeedName, datetime], BlindPeriod] = {}

    def add(self, period: BlindPeriod) -> None:
        self._periods.setdefault((period.account, period.start, period.feed, period.end), period)

    def of(self, account: AccountId) -> Sequence[BlindPeriod]:
        return [period for key, period in sorted(self._periods.items()) if key[0] == account]


class FakeSessionStore:
    def __init__(self) -> None:
        self._sessions: dict[AccountId, tuple[Mapping[str, str], int]] = {}

    def read(self, account: AccountId) -> tuple[Mapping[str, str] | None, int]:
        return self._sessions.get(account, (None, 0))

    def write(self, account: AccountId, session: Mapping[str, str], revision: int) -> int:
        present = self.read(account)
        written = (dict(session), revision + 1)
        if present not in (written, (present[0], revision)):
            raise LeaseLost("the session has moved on")
        self._sessions[account] = written
        return revision + 1
