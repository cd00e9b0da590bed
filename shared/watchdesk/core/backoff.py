"""Decides when an account is polled again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from watchdesk.core.errors import NeedsAPerson, PermissionLost, RateLimited, WatchdeskError

FIRST_PAUSE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(minutes=15)
PROBE_INTERVAL = timedelta(hours=1)
"""An account with a dead credential is polled this often, to notice that the credential works again."""
HALF_TICK = timedelta(seconds=30)
"""Polls are dispatched once a minute. If an account became due a full interval after its poll ended, it would miss
its minute by the seconds that the poll took. So it becomes due half a minute earlier."""
CATCH_UP_INTERVAL = timedelta(seconds=60)
"""An account with a gap is polled every minute, even if its own interval is longer."""


def next_poll(
    now: datetime, *, every: timedelta, errors: Collection[WatchdeskError], failures: int, has_gap: bool
) -> datetime:
    """Return the time of the next poll. `failures` counts the polls in a row in which no feed succeeded.

    A rate limit is kept to the instant that the platform gave. A feed that lacks a permission does not delay the
    account.
    """
    limits = [error for error in errors if isinstance(error, RateLimited)]
    if limits:
        return max(error.until or now + pause(failures) for error in limits)
    if any(isinstance(error, NeedsAPerson) and not isinstance(error, PermissionLost) for error in errors):
        return now + max(PROBE_INTERVAL, every)
    return now + (min(every, CATCH_UP_INTERVAL) if has_gap else every) - HALF_TICK


def pause(failures: int) -> timedelta:
    """Return 60 seconds, doubled with every failure in a row, and 15 minutes at most."""
    doublings = min(max(failures - 1, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
