"""Coverage of the declared surfaces: until when each was read whole, whether a message came in on it or not."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from watchdesk.core.account import Account, AccountId, Surface
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll, SurfaceCoverage, coverage_by_surface

FeedStatesByAccount = Mapping[AccountId, tuple[ScheduledPoll, Sequence[FeedState]]]

SHORTEST_LIMIT = timedelta(minutes=10)
"""Some feeds are read every five minutes, however often the account is polled."""
MISSED_POLLS = 3
REMOVED_AFTER = timedelta(hours=1)
"""No feed waits nearly as long as this before it is read again."""


def surface_coverage(accounts: Sequence[Account], polled: FeedStatesByAccount) -> list[SurfaceCoverage]:
    """Return the coverage of every surface that is declared, also of those that were never read."""
    return [coverage for account in accounts if account.is_watched for coverage in _of_account(account, polled)]


def coverage_limit(account: Account) -> timedelta:
    """Return how long a surface may go without a successful poll."""
    return max(SHORTEST_LIMIT, MISSED_POLLS * account.poll_every)


def is_uncovered(coverage: SurfaceCoverage, account: Account, now: datetime) -> bool:
    """Tell whether the surface went without a successful poll for longer than its limit."""
    return coverage.last_success is None or now - coverage.last_success > coverage_limit(account)


def _of_account(account: Account, polled: FeedStatesByAccount) -> list[SurfaceCoverage]:
    poll, states = polled.get(account.id, (ScheduledPoll(account=account.id, next_poll_at=None), ()))
    present = [state for state in states if not _is_removed(poll, state)]
    covered = {coverage.surface: coverage for coverage in coverage_by_surface(poll, present)}
    return [covered.get(surface, _never_read(poll, surface)) for surface in sorted(account.surfaces)]


def _never_read(poll: ScheduledPoll, surface: Surface) -> SurfaceCoverage:
    return SurfaceCoverage(
        account=poll.account,
        surface=surface,
        watched_until=None,
        last_success=None,
        trouble=poll.trouble,
        gaps=0,
        next_poll_at=poll.next_poll_at,
    )


def _is_removed(poll: ScheduledPoll, state: FeedState) -> bool:
    """Tell whether the feed is no longer read, because an option of the account or an adapter changed.

    A poll without errors reads every feed when it is due. A feed that then neither succeeded nor failed does not
    exist any more. A surface that no other feed shows counts as never read.
    """
    if poll.trouble is not None or state.trouble is not None or poll.last_poll_at is None:
        return False
    return state.last_success is not None and poll.last_poll_at - state.last_success > REMOVED_AFTER
