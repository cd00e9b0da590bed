"""When is an account polled again?"""

from collections.abc import Collection
from datetime import datetime, timedelta

from watchdesk.core.errors import NeedsAPerson, PermissionLost, RateLimited, WatchdeskError

FIRST_PAUSE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(minutes=15)
PROBE_INTERVAL = timedelta(hours=1)
"""A dead credential or a suspended account is looked at this often, to notice that it was mended."""
HALF_TICK = timedelta(seconds=30)
"""Turns are dispatched once a minute: an account that were due a full interval after its poll *ended* would miss
its tick by the seconds the poll took, and wait for the next."""
CATCH_UP_INTERVAL = timedelta(seconds=60)
"""An account with a gap is polled at every tick, however seldom its interval says."""


def next_poll(
    now: datetime, *, every: timedelta, errors: Collection[WatchdeskError], failures: int, has_gap: bool
) -> datetime:
    """The next turn of an account. `failures` counts the polls in a row in which no feed succeeded.

    A feed that merely lacks a permission does not slow its account; a rate limit is honoured to its instant.
    """
    limits = [error for error in errors if isinstance(error, RateLimited)]
    if limits:
        return max(error.until or now + pause(failures) for error in limits)
    if any(isinstance(error, NeedsAPerson) and not isinstance(error, PermissionLost) for error in errors):
        return now + max(PROBE_INTERVAL, every)
    return now + (min(every, CATCH_UP_INTERVAL) if has_gap else every) - HALF_TICK


def pause(failures: int) -> timedelta:
    """60 s, doubling with every failure in a row, at most 15 minutes."""
    doublings = min(max(failures - 1, 0), 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
