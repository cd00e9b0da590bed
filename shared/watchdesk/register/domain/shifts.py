"""Shifts, and the rules by which they recur: by the week, or in a rotation of teams."""

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
    """The weekdays in the order of `date.weekday()`."""

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
    """These people are on duty from `start` until before `end`, both aware."""

    start: datetime
    end: datetime
    people: People

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRule:
    """These people are on duty at the same hours on some weekdays of some weeks of the cycle.

    `start` and `end` are local times. An `end` that is not later than `start` is on the next day. A time that the
    clock shows twice means its first instant, and a time that it skips means the instant of the change. So one
    shift ends where the next begins, on those nights too.
    """

    people: People
    start: time
    end: time
    weekdays: frozenset[Weekday] = frozenset(Weekday)
    """The weekdays on which it starts."""
    weeks: frozenset[int] = frozenset()
    """The weeks of the cycle, counted from 1. Empty means every week."""

    def is_on(self, day: date, week: int) -> bool:
        return Weekday.of(day) in self.weekdays and (not self.weeks or week in self.weeks)

    def shift_on(self, day: date, zone: str) -> Shift:
        """Return the shift that starts on this day."""
        last = day if self.end > self.start else day + DAY
        return Shift(first_instant_of(day, self.start, zone), first_instant_of(last, self.end, zone), self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Teams that take turns round the clock. Each hands over to the next, and the last to the first."""

    teams: tuple[People, ...]
    begins: date
    """The day on which the first team takes over. All other handovers follow from it."""
    every: int
    """The days from one handover to the next."""
    at: time
    """The local time of the handover. On nights when the clocks change it means the same as in a ShiftRule."""

    def shifts_between(self, start: datetime, end: datetime, zone: str) -> Iterator[Shift]:
        """Yield the shifts that may lie between."""
        number = ((local_day(start, zone) - self.begins).days - 1) // self.every
        while (shift := self._shift(number, zone)).start <= end:
            yield shift
            number += 1

    def _shift(self, number: int, zone: str) -> Shift:
        first = self.begins + number * self.every * DAY
        return Shift(
            first_instant_of(first, self.at, zone),
            first_instant_of(first + self.every * DAY, self.at, zone),
            self.teams[number % len(self.teams)],
        )
