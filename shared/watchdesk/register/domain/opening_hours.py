"""Opening hours by the week, with closed days and special days.

Durations are elapsed time. On the night the clocks change, the hours are those of local clocks:

- a time that the clock skips (01:30 on the last Sunday of March) is the instant of the change;
- a time that it shows twice (01:30 on the last Sunday of October) opens at the first and closes at the second
  instant, so that the hour between is open.
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
"""The most days that a limit may take, and that the search for its end goes forward."""
CACHE_SIZE = 4096
"""How many days are cached: about ten years of one calendar."""

OpenPeriod = tuple[datetime, datetime]
"""An instant, and the instant before which the period ends. Both are UTC."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from `opens` until `closes`, in local time. If `closes` is not later, it is on the next day.

    So 22:00 to 06:00 is a night, and 00:00 to 00:00 is the whole day.
    """

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        """Return the length by local clocks. It is an hour off on a night on which the clocks change."""
        opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in (self.opens, self.closes))
        return closes - opens + (DAY if closes <= opens else timedelta(0))


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, order=True)
class SpecialDay:
    """Hours on one date that replace those of its weekday."""

    on: date
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening hours by weekday. A span past midnight belongs to the day on which it opens."""

    id: CalendarId
    week: tuple[Spans, ...]
    """The spans of the seven weekdays, Monday first."""
    closed: tuple[date, ...] = ()
    """Days such as bank holidays on which nothing opens, in the order of time."""
    special: tuple[SpecialDay, ...] = ()
    """The special days. They take precedence over `closed`."""
    zone: str = ZONE

    def spans_on(self, day: date) -> Spans:
        for special_day in self.special:
            if special_day.on == day:
                return special_day.spans
        return () if day in self.closed else self.week[day.weekday()]

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return the first instant (UTC) by which it has been open for `duration` since `start` (aware).

        A duration that ends with the day ends when the day closes, not when the next day opens. Raises Defect if
        it does not end within the HORIZON, for example in a calendar that is never open.
        """
        start, left = start.astimezone(UTC), duration
        if left <= timedelta(0):
            return start
        for opens, closes in self._periods(start):
            opens = max(opens, start)  # noqa: PLW2901  the time before the start does not count
            if opens >= closes:
                continue
            if closes - opens >= left:
                return opens + left
            left -= closes - opens
            start = closes
        raise Defect(f"calendar {self.id} is not open for long enough within {HORIZON} days")

    def _periods(self, start: datetime) -> Iterator[OpenPeriod]:
        """Yield the periods that may end after `start`, beginning with those that opened yesterday."""
        first = local_day(start, self.zone) - DAY
        for number in range(HORIZON):
            yield from _periods_of(self, first + number * DAY)


@lru_cache(maxsize=CACHE_SIZE)
def _periods_of(calendar: Calendar, day: date) -> tuple[OpenPeriod, ...]:
    """Return the periods of a day in the order of time. They may overlap where the clock shows an hour twice."""
    return tuple(
        (
            instants_of(day, span.opens, calendar.zone)[0],
            instants_of(day if span.closes > span.opens else day + DAY, span.closes, calendar.zone)[1],
        )
        for span in sorted(calendar.spans_on(day))
    )
