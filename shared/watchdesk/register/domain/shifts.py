"""How duties recur: shifts by the week, and teams that hand over to each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from watchdesk.core.wall_clock import first_instant_of, local_day
from watchdesk.register.domain.person import PersonId

DAY = timedelta(days=1)
WEEK = 7
People = tuple[PersonId, ...]


class Weekday(StrEnum):
    """In the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @staticmethod
    def of(day: date) -> "Weekday":
        return tuple(Weekday)[day.weekday()]


@dataclass(frozen=True, slots=True)
class Shift:
    """These people, from an instant until before another; both aware."""

    start: datetime
    end: datetime
    people: People

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRule:
    """These people, at the same hours on some weekdays of some weeks of the cycle.

    `start` and `end` are what the clock on the wall shows; an `end` no later than `start` is on the next day. A
    time that the clock shows twice is meant when it is shown first; one that it skips is the instant of the
    change. So one shift ends where the next begins, on those nights as well.
    """

    people: People
    start: time
    end: time
    weekdays: frozenset[Weekday] = frozenset(Weekday)
    """On which it starts."""
    weeks: frozenset[int] = frozenset()
    """Of the cycle, counted from 1; empty: every week."""

    def is_on(self, day: date, week: int) -> bool:
        return Weekday.of(day) in self.weekdays and (not self.weeks or week in self.weeks)

    def turn(self, day: date, zone: str) -> Shift:
        """The one that starts on this day."""
        last = day if self.end > self.start else day + DAY
        return Shift(first_instant_of(day, self.start, zone), first_instant_of(last, self.end, zone), self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Teams that take turns round the clock: each goes on until it hands over to the next, and so in a circle."""

    teams: tuple[People, ...]
    begins: date
    """On which the first team takes over; the handovers before and after it follow from that."""
    every: int
    """Days from one handover to the next."""
    at: time
    """Of the handover, as the clock on the wall shows it; defined as for a shift on the nights it changes."""

    def turns(self, start: datetime, end: datetime, zone: str) -> Iterator[Shift]:
        """All that may lie between."""
        number = ((local_day(start, zone) - self.begins).days - 1) // self.every
        while (turn := self._turn(number, zone)).start <= end:
            yield turn
            number += 1

    def _turn(self, number: int, zone: str) -> Shift:
        first = self.begins + number * self.every * DAY
        return Shift(
            first_instant_of(first, self.at, zone),
            first_instant_of(first + self.every * DAY, self.at, zone),
            self.teams[number % len(self.teams)],
        )
