"""Until when has each surface that a force declares been seen, whether anything came in on it or not?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from watchdesk.core.account import Account, AccountId
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll, SurfaceCoverage, coverage_by_surface

FeedStatesByAccount = Mapping[AccountId, tuple[ScheduledPoll, Sequence[FeedState]]]

LEAST_LIMIT = timedelta(minutes=10)
"""Some feeds are walked every five minutes whatever the account's own pace."""
MISSED_POLLS = 3
LEFT_AFTER = timedelta(hours=1)
"""Far longer than any feed waits for its turn."""


def surface_coverage(accounts: Sequence[Account], polled: FeedStatesByAccount) -> list[SurfaceCoverage]:
    """One for each surface that is declared, whether anything has been seen of it or not."""
    return [sight for account in accounts if account.is_watched for sight in _of(account, polled)]


def coverage_limit(account: Account) -> timedelta:
    """How long a surface may go without a poll that succeeded."""
    return max(LEAST_LIMIT, MISSED_POLLS * account.poll_every)


def is_uncovered(sight: SurfaceCoverage, account: Account, now: datetime) -> bool:
    return sight.last_success is None or now - sight.last_success > coverage_limit(account)


def _of(account: Account, polled: FeedStatesByAccount) -> list[SurfaceCoverage]:
    poll, states = polled.get(account.id, (ScheduledPoll(account=account.id, next_poll_at=None), ()))
    walked = [state for state in states if not _is_left(poll, state)]
    seen = {sight.surface: sight for sight in coverage_by_surface(poll, walked)}
    return [
        seen.get(
            surface,
            SurfaceCoverage(
                account=account.id,
                surface=surface,
                watched_until=None,
                last_success=None,
                trouble=poll.trouble,
                gaps=0,
                next_poll_at=poll.next_poll_at,
            ),
        )
        for surface in sorted(account.surfaces)
    ]


def _is_left(poll: ScheduledPoll, state: FeedState) -> bool:
    """Whether the feed is walked no more, because an option of the account was taken out or an adapter changed.

    In a poll without any trouble every feed there is was walked in its time: one that neither succeeded nor has a
    trouble of its own is not there. A surface that no other feed shows then counts as never seen.
    """
    if poll.trouble is not None or state.trouble is not None or poll.last_poll_at is None:
        return False
    return state.last_success is not None and poll.last_poll_at - state.last_success > LEFT_AFTER
