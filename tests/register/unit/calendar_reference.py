"""Opening hours by watching the clock on the wall, minute after minute: plain, and no kin of the real thing.

It knows nothing of folds, gaps or offsets. It asks of each minute what the wall shows, and takes a span to run
from the first minute that shows its opening or more until the last one that shows its closing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import compress, islice
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = 24 * 60
DAYS = 12
"""How long a wall is watched: two days before a change of the clocks, and nine after it."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What the wall shows in each minute from `start` on, as minutes since some midnight long ago."""

    start: datetime
    first: dict[int, int]
    """The first minute in which it shows this."""
    last: dict[int, int]
    earliest: int
    latest: int
    """What it shows first and last of all."""


def shown(day: date, at: time) -> int:
    return day.toordinal() * DAY + at.hour * 60 + at.minute


@cache
def wall(start: datetime, zone: str) -> Wall:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    local = ZoneInfo(zone)
    for minute in range(DAYS * DAY):
        shows = (start + minute * MINUTE).astimezone(local)
        value = shown(shows.date(), shows.time())
        first.setdefault(value, minute)
        last[value] = minute
    return Wall(start, first, last, min(first), max(first))


def open_minutes(week, closed, special, start: datetime, zone: str) -> bytearray:
    """For each minute of the wall whether it is open."""
    seen = wall(start, zone)
    minutes = bytearray(DAYS * DAY)
    today = start.astimezone(ZoneInfo(zone)).date()
    for number in range(-2, DAYS + 1):
        day = today + timedelta(days=number)
        spans = special[day] if day in special else [] if day in closed else week[day.weekday()]
        for opens, closes in spans:
            begin, end = shown(day, opens), shown(day, closes)
            if end <= begin:
                end += DAY
            _open(minutes, seen, begin, end)
    return minutes


def _open(minutes: bytearray, seen: Wall, begin: int, end: int) -> None:
    """Mark the minutes from the first that shows `begin` or later until the last that shows `end`.

    Where no minute shows the end, it is over with the first that shows more.
    """
    if end <= seen.earliest or begin > seen.latest:
        return
    begin = max(begin, seen.earliest)
    while begin not in seen.first:
        begin += 1
    begins, ends = seen.first[begin], len(minutes)
    if end <= seen.latest:
        while end not in seen.last:
            end += 1
        ends = seen.last[end]
    if begins < ends:
        minutes[begins:ends] = bytes([1]) * (ends - begins)


def deadline(minutes: bytearray, start: datetime, since: datetime, duration: timedelta) -> datetime | None:
    """By walking; None: the wall was not watched for long enough."""
    minute = (since - start) // MINUTE
    open_ones = compress(range(minute, len(minutes)), minutes[minute:])
    last = next(islice(open_ones, duration // MINUTE - 1, None), None)
    return None if last is None else start + (last + 1) * MINUTE


def clock_changes(zone: str, years: range) -> list[datetime]:
    """The first hour of each new offset, by asking every hour."""
    local = ZoneInfo(zone)
    hour, end = datetime(years.start, 1, 1, tzinfo=UTC), datetime(years.stop, 1, 1, tzinfo=UTC)
    found, was = [], hour.astimezone(local).utcoffset()
    while hour < end:
        now = hour.astimezone(local).utcoffset()
        if now != was:
            found.append(hour)
        was, hour = now, hour + timedelta(hours=1)
    return found
