"""Converts local times to instants, also on the two nights of the year when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

CACHE_SIZE = 4096
"""How many local times are cached."""


@lru_cache(maxsize=CACHE_SIZE)
def instants_of(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    """Return the first and the last instant (UTC) at which a clock shows this time. Usually they are the same.

    A time that the clock skips (01:30 on the last Sunday of March) is the instant of the change, so that a later
    time is never an earlier instant.
    """
    place = ZoneInfo(zone)
    first, last = (datetime.combine(day, at.replace(fold=fold), place) for fold in (0, 1))
    earlier, later = sorted((first.astimezone(UTC), last.astimezone(UTC)))
    if earlier == later or earlier.astimezone(place).replace(tzinfo=None, fold=0) == datetime.combine(day, at):
        return earlier, later
    change = _change_between(earlier, later, place)
    return change, change


def first_instant_of(day: date, at: time, zone: str) -> datetime:
    """Return the first instant (UTC) at which a clock shows this time."""
    return instants_of(day, at, zone)[0]


def local_day(at: datetime, zone: str) -> date:
    """Return the local date at this instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def _change_between(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """Return the second at which the offset from UTC changes."""
    was = before.astimezone(place).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) // 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == was:
            before = middle
        else:
            after = middle
    return after
