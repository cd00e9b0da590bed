"""Check that every declared surface is polled, and that its credential works and does not expire soon."""

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

CREDENTIAL_ERRORS = frozenset({Reconnect.kind, AccountBlocked.kind, PermissionLost.kind})
STILL_FAILING = timedelta(hours=2)
"""An older error does not count. A dead credential is tried again every hour (core/backoff.py)."""
DAYS_AHEAD = (14, 7, 1)
"""An expiry is reported this many days before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFeeds:
    """Finds surfaces that were not polled in time, and credentials that fail or expire."""

    register: Register
    coverage: CoverageReader
    clock: Clock
    name: str = "watch"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        accounts = [account for account in self.register.accounts() if account.is_watched]
        polled = {poll.account: (poll, states) for poll, states in self.coverage.all()}
        yield from _unseen_surfaces(accounts, polled, now)
        for account in accounts:
            if account.id in polled:
                yield from _credential_results(*polled[account.id], now)


def _unseen_surfaces(
    accounts: Sequence[Account], polled: FeedStatesByAccount, now: datetime
) -> Iterator[CheckResult]:
    by_id = {account.id: account for account in accounts}
    found = surface_coverage(accounts, polled)
    unseen = [surface for surface in found if is_uncovered(surface, by_id[surface.account], now)]
    for surface in unseen:
        yield CheckResult(_surface_finding(surface, by_id[surface.account], now))
    if found and len(unseen) == len(found):
        last = max((surface.last_success for surface in found if surface.last_success), default=None)
        # A force that was declared a moment ago has polled nothing yet.
        yield CheckResult(Finding(name=FindingName.NOTHING_SEEN, since=last or now, is_sure=last is not None))


def _surface_finding(surface: SurfaceCoverage, account: Account, now: datetime) -> Finding:
    detail = surface.trouble.kind if surface.trouble else ""
    since = surface.last_success + coverage_limit(account) if surface.last_success else now
    return Finding(
        name=FindingName.SURFACE_UNSEEN,
        about=f"{surface.account}/{surface.surface}",
        since=since,
        detail=detail or ("never polled" if surface.last_success is None else ""),
        is_sure=surface.last_success is not None,
    )


def _credential_results(poll: ScheduledPoll, states: Sequence[FeedState], now: datetime) -> Iterator[CheckResult]:
    troubles = [state.trouble for state in states if state.trouble] + ([poll.trouble] if poll.trouble else [])
    # A feed that is no longer polled keeps its last error for ever, so old errors do not count.
    since = (poll.last_poll_at or now) - STILL_FAILING
    dead = [trouble for trouble in troubles if trouble.kind in CREDENTIAL_ERRORS and trouble.last >= since]
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
    """Return how many of DAYS_AHEAD have been reached. Exactly that many days left counts as reached."""
    return sum(left <= timedelta(days=days) for days in DAYS_AHEAD)
