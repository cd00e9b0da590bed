"""Is every declared surface seen, and will its credential last?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.errors import AccountBlocked, PermissionLost, Reconnect
from watchdesk.inbox.domain.coverage import Polled, is_unseen, limit_of, sights
from watchdesk.inbox.domain.feed_state import FeedState, PollTurn, SurfaceWatch, Trouble
from watchdesk.inbox.ports.watch import WatchView
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
    view: WatchView
    clock: Clock
    name: str = "watch"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        accounts = [account for account in self.register.accounts() if account.is_watched]
        polled = {turn.account: (turn, states) for turn, states in self.view.all()}
        yield from _unseen(accounts, polled, now)
        for account in accounts:
            if account.id in polled:
                yield from _credential(*polled[account.id], now)


def _unseen(accounts: Sequence[Account], polled: Polled, now: datetime) -> Iterator[CheckResult]:
    by_id = {account.id: account for account in accounts}
    found = sights(accounts, polled)
    unseen = [sight for sight in found if is_unseen(sight, by_id[sight.account], now)]
    for sight in unseen:
        yield CheckResult(_of_surface(sight, by_id[sight.account], now))
    if found and len(unseen) == len(found):
        last = max((sight.last_success for sight in found if sight.last_success), default=None)
        # A force that has only just been declared has seen nothing either.
        yield CheckResult(Finding(name=FindingName.NOTHING_SEEN, since=last or now, is_sure=last is not None))


def _of_surface(sight: SurfaceWatch, account: Account, now: datetime) -> Finding:
    detail = sight.trouble.kind if sight.trouble else ""
    since = sight.last_success + limit_of(account) if sight.last_success else now
    return Finding(
        name=FindingName.SURFACE_UNSEEN,
        about=f"{sight.account}/{sight.surface}",
        since=since,
        detail=detail or ("never polled" if sight.last_success is None else ""),
        is_sure=sight.last_success is not None,
    )


def _credential(turn: PollTurn, states: Sequence[FeedState], now: datetime) -> Iterator[CheckResult]:
    troubles = [state.trouble for state in states if state.trouble] + ([turn.trouble] if turn.trouble else [])
    # A feed that is walked no more keeps its last trouble for ever.
    since = (turn.last_poll_at or now) - STILL
    dead = [trouble for trouble in troubles if trouble.kind in CREDENTIAL_TROUBLES and trouble.last >= since]
    if dead:
        first: Trouble = min(dead, key=lambda trouble: trouble.since)
        name = FindingName.CREDENTIAL_DEAD
        yield CheckResult(Finding(name=name, about=turn.account, since=first.since, detail=first.kind))
    ends = turn.credential_ends_at
    if ends is not None and (level := level_of(ends - now)):
        detail = f"on {ends:%Y-%m-%d %H:%M}Z"
        finding = Finding(
            name=FindingName.CREDENTIAL_ENDS, about=turn.account, since=now, detail=detail, level=level
        )
        yield CheckResult(finding)


def level_of(left: timedelta) -> int:
    """How many of the days ahead have been passed; a day met exactly counts."""
    return sum(left <= timedelta(days=days) for days in DAYS_AHEAD)
