"""Is every declared surface seen, and will its credential last?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.errors import AccountBlocked, PermissionLost, Reconnect
from watchdesk.inbox.domain.coverage import FeedStatesByAccount, coverage_limit, is_uncovered, surface_coverage
from watchdesk.inbox.domain.feed_state import FeedState, FeedTrouble, ScheduledPoll, SurfaceCoverage
from watchdesk.inbox.ports.feed_states import CoverageReader
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName
from watchdesk.register.ports import Register

CREDENTIAL_TROUBLES = frozenset({Reconnect.kind, AccountBlocked.kind, PermissionLost.kind})
STILL = timedelta(hours=2)
"""A dead credential is tried again every hour (core/backoff.py)."""
DAYS_AHEAD = (14, 7, 1)
"""An expiry is told at each of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFeeds:
    register: Register
    coverage: CoverageReader
    clock: Clock
    name: str = "watch"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        accounts = [account for account in self.register.accounts() if account.is_watched]
        polled = {poll.account: (poll, states) for poll, states in self.coverage.all()}
        yield from _unseen(accounts, polled, now)
        for account in accounts:
            if account.id in polled:
                yield from _credential(*polled[account.id], now)


def _unseen(accounts: Sequence[Account], polled: FeedStatesByAccount, now: datetime) -> Iterator[CheckResult]:
    by_id = {account.id: account for account in accounts}
    found = surface_coverage(accounts, polled)
    unseen = [sight for sight in found if is_uncovered(sight, by_id[sight.account], now)]
    for sight in unseen:
        yield CheckResult(_of_surface(sight, by_id[sight.account], now))
    if found and len(unseen) == len(found):
        last = max((sight.last_success for sight in found if sight.last_success), default=None)
        # A force that has only just been declared has seen nothing either.
        yield CheckResult(Finding(name=FindingName.NOTHING_SEEN, since=last or now, is_sure=last is not None))


def _of_surface(sight: SurfaceCoverage, account: Account, now: datetime) -> Finding:
    detail = sight.trouble.kind if sight.trouble else ""
    since = sight.last_success + coverage_limit(account) if sight.last_success else now
    return Finding(
        name=FindingName.SURFACE_UNSEEN,
        about=f"{sight.account}/{sight.surface}",
        since=since,
        detail=detail or ("never polled" if sight.last_success is None else ""),
        is_sure=sight.last_success is not None,
    )


def _credential(poll: ScheduledPoll, states: Sequence[FeedState], now: datetime) -> Iterator[CheckResult]:
    troubles = [state.trouble for state in states if state.trouble] + ([poll.trouble] if poll.trouble else [])
    # A feed that is walked no more keeps its last trouble for ever.
    since = (poll.last_poll_at or now) - STILL
    dead = [trouble for trouble in troubles if trouble.kind in CREDENTIAL_TROUBLES and trouble.last >= since]
    if dead:
        first: FeedTrouble = min(dead, key=lambda trouble: trouble.since)
        name = FindingName.CREDENTIAL_DEAD
        yield CheckResult(Finding(name=name, about=poll.account, since=first.since, detail=first.kind))
    ends = poll.credential_ends_at
    if ends is not None and (level := level_of(ends - now)):
        detail = f"on {ends:%Y-%m-%d %H:%M}Z"
        finding = Finding(
            name=FindingName.CREDENTIAL_ENDS, about=poll.account, since=now, detail=detail, level=level
        )
        yield CheckResult(finding)


def level_of(left: timedelta) -> int:
    """How many of the days ahead have been passed; a day met exactly counts."""
    return sum(left <= timedelta(days=days) for days in DAYS_AHEAD)
