"""Who is on duty, when that changes, and when nobody is."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from typing import NewType

from watchdesk.core.wall_clock import local_day
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.shifts import DAY, WEEK, Rotation, Shift, ShiftRule

RotaId = NewType("RotaId", str)

A_MONDAY = date(2024, 1, 1)
HORIZON = timedelta(weeks=60)
"""How far ahead a change is searched. Everything that recurs does so within this time."""
STRIDE = timedelta(weeks=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """From `start` until before `end`, `person` is on duty whenever `instead_of` would be."""

    start: datetime
    end: datetime
    instead_of: PersonId
    person: PersonId

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Interval:
    """The time from `start` until before `end`, both UTC."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Return the length in minutes, rounded up."""
        return -((self.start - self.end) // timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Who is on duty when. Everybody who is on duty by any of the fields is on duty."""

    id: RotaId
    people: tuple[PersonId, ...] = ()
    """The people who are on duty round the clock."""
    zone: str = ZONE
    """The time zone of the shifts and rotations."""
    cycle: int = 1
    """The number of weeks after which the shifts repeat."""
    anchor: date = A_MONDAY
    """The Monday on which a first week of the cycle begins."""
    shifts: tuple[ShiftRule, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    duties: tuple[Shift, ...] = ()
    """Single shifts that were imported from a calendar."""
    imported_until: datetime | None = None
    """The end of the imported part of the calendar. None means that there is no calendar."""
    overrides: tuple[Shift, ...] = ()
    """Shifts that replace everybody else while they last."""
    swaps: tuple[Swap, ...] = ()

    @property
    def everyone(self) -> tuple[PersonId, ...]:
        """Return the people who may be on duty at some time, each once."""
        teams = (team for rotation in self.rotations for team in rotation.teams)
        rules = (rule.people for rule in self.shifts)
        single = (shift.people for shift in (*self.duties, *self.overrides))
        swapped = (swap.person for swap in self.swaps)
        return tuple(dict.fromkeys(chain(self.people, *teams, *rules, *single, swapped)))

    def on_duty(self, at: datetime) -> tuple[PersonId, ...]:
        """Return the people to text at this instant, in order, each once."""
        override = next((shift for shift in reversed(self.overrides) if shift.covers(at)), None)
        if override is not None:
            return tuple(dict.fromkeys(override.people))
        shifts = (shift.people for shift in self._shifts_between(at, at) if shift.covers(at))
        # All swaps apply together. Applied one after the other, they would make one person of two who swap with
        # each other.
        swapped = {swap.instead_of: swap.person for swap in self.swaps if swap.covers(at)}
        return tuple(dict.fromkeys(swapped.get(name, name) for name in chain(self.people, *shifts)))

    def next_change(self, at: datetime) -> datetime | None:
        """Return the first instant after `at` at which other people are on duty, or None within the HORIZON."""
        now = self.on_duty(at)
        for start in (at + number * STRIDE for number in range(HORIZON // STRIDE)):
            for bound in self._bounds(start, start + STRIDE):
                if bound > at and self.on_duty(bound) != now:
                    return bound
        return None

    def uncovered(self, start: datetime, end: datetime) -> list[Interval]:
        """Return the intervals without anybody on duty, in the order of time. No two of them touch."""
        return [Interval(shift.start, shift.end) for shift in self.roster(start, end) if not shift.people]

    def out_of_reach(self, start: datetime, end: datetime, reachable: Container[PersonId]) -> list[Interval]:
        """Return the intervals in which people are on duty but nobody is `reachable`. No two of them touch."""
        found: list[Interval] = []
        for shift in self.roster(start, end):
            if not shift.people or any(person in reachable for person in shift.people):
                continue
            begins = found.pop().start if found and found[-1].end == shift.start else shift.start
            found.append(Interval(begins, shift.end))
        return found

    def roster(self, start: datetime, end: datetime) -> list[Shift]:
        """Return who is on duty from `start` to `end` as consecutive shifts. A shift may have nobody."""
        found: list[Shift] = []
        for begins, ends in pairwise([start, *self._bounds(start, end), end]):
            people = self.on_duty(begins)
            if found and found[-1].people == people:
                begins = found.pop().start  # noqa: PLW2901  the same people stay on duty
            if begins < ends:
                found.append(Shift(begins, ends, people))
        return found

    def _bounds(self, start: datetime, end: datetime) -> list[datetime]:
        """Return every instant between at which the people on duty may change."""
        spans = [(shift.start, shift.end) for shift in (*self._shifts_between(start, end), *self.overrides)]
        spans += [(swap.start, swap.end) for swap in self.swaps]
        return sorted({at for span in spans for at in span if start < at <= end})

    def _shifts_between(self, start: datetime, end: datetime) -> Iterator[Shift]:
        """Yield the shifts that may lie between, in the order in which they are declared."""
        # A shift may have started the day before. Clocks that change at midnight need one more day.
        first, last = local_day(start, self.zone) - 2 * DAY, local_day(end, self.zone) + DAY
        days = [first + number * DAY for number in range((last - first).days + 1)]
        for rule in self.shifts:
            yield from (rule.shift_on(day, self.zone) for day in days if rule.is_on(day, self._week(day)))
        for rotation in self.rotations:
            yield from rotation.shifts_between(start, end, self.zone)
        yield from self.duties

    def _week(self, day: date) -> int:
        """Return the week of the cycle, counted from 1."""
        return (day - self.anchor).days // WEEK % self.cycle + 1
