"""When somebody is there to answer: a week of hours, less the days on which nobody is.

All counting is of elapsed time. On the night the clocks change the hours are those of the clock on the wall:

- a time that the clock skips (01:30 on the last Sunday of March) is the instant of the change;
- a time that it shows twice (01:30 on the last Sunday of October) opens at its first showing and closes at its
  second, so that nobody is away in between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType

from watchdesk.core.errors import Defect
from watchdesk.core.wall_clock import instants_of, local_day
from watchdesk.register.domain.force import ZONE

CalendarId = NewType("CalendarId", str)

DAY = timedelta(days=1)
HORIZON = 5 * 366
"""Days. No limit may take longer to run than this, and the search for its end goes no further."""
CACHE_SIZE = 4096
"""Days whose opening is remembered from one message to the next: some ten years of one calendar."""

OpenPeriod = tuple[datetime, datetime]
"""From an instant until before another, both UTC."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `opens` until `closes`, local time; past midnight when `closes` is no later than `opens`.

    So 22:00 to 06:00 is a night, and 00:00 to 00:00 the whole day.
    """

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        """On the wall: a night on which the clocks change is an hour longer or shorter."""
        opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.opens, self.closes))
        return closes - opens + (DAY if closes <= opens else timedelta(0))


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, order=True)
class SpecialDay:
    """Other hours on one date, instead of those of its weekday."""

    on: date
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours by weekday. A span that runs past midnight belongs to the day on which it opens."""

    id: CalendarId
    week: tuple[Spans, ...]
    """Seven, Monday first."""
    closed: tuple[date, ...] = ()
    """Bank holidays and the like, in the order of time: nothing opens on them."""
    special: tuple[SpecialDay, ...] = ()
    """They win over `closed`."""
    zone: str = ZONE

    def spans_on(self, day: date) -> Spans:
        for each in self.special:
            if each.on == day:
                return each.spans
        return () if day in self.closed else self.week[day.weekday()]

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The first instant by which it has been open for `duration` since `start` (aware); UTC.

        A duration that ends with the day ends when the day closes, not when the next one opens. Raises Defect
        if it does not end within the HORIZON, as in a calendar that is never open.
        """
        start, left = start.astimezone(UTC), duration
        if left <= timedelta(0):
            return start
        for opens, closes in self._periods(start):
            opens = max(opens, start)  # noqa: PLW2901  what lies before the start does not count
            if opens >= closes:
                continue
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
            start = closes
        raise Defect(f"calendar {self.id} is not open for long enough within {HORIZON} days")

    def _periods(self, start: datetime) -> Iterator[OpenPeriod]:
        """All that may lie after `start`; a night that was open when it began is yesterday's."""
        first = local_day(start, self.zone) - DAY
        for number in range(HORIZON):
            yield from _periods_of(self, first + number * DAY)


@lru_cache(maxsize=CACHE_SIZE)
def _periods_of(calendar: Calendar, day: date) -> tuple[OpenPeriod, ...]:
    """In the order of time. They may overlap where the clock shows an hour twice."""
    return tuple(
        (
            instants_of(day, span.opens, calendar.zone)[0],
            instants_of(day if span.closes > span.opens else day + DAY, span.closes, calendar.zone)[1],
        )
        for span in sorted(calendar.spans_on(day))
    )
