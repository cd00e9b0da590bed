"""Who is on duty, when does that change, and when is nobody?"""

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
"""How far ahead a change is looked for: whatever recurs has done so by then."""
STRIDE = timedelta(weeks=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """From an instant until before another, whenever one person would be on duty another is."""

    start: datetime
    end: datetime
    instead_of: PersonId
    person: PersonId

    def covers(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Interval:
    """From an instant until before another, UTC."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Begun minutes count."""
        return -((self.start - self.end) // timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Who is on duty when, from whatever of these is given; all together are on duty."""

    id: RotaId
    people: tuple[PersonId, ...] = ()
    """On duty round the clock."""
    zone: str = ZONE
    """Whose clocks shifts and rotations are said in."""
    cycle: int = 1
    """Weeks after which the shifts begin anew."""
    anchor: date = A_MONDAY
    """A Monday on which the first week of the cycle begins."""
    shifts: tuple[ShiftRule, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    duties: tuple[Shift, ...] = ()
    """Single ones, taken from a calendar."""
    imported_until: datetime | None = None
    """Nothing that the calendar holds from here on is in `duties`; None: there is no calendar."""
    overrides: tuple[Shift, ...] = ()
    """While one covers, its people are on duty and nobody else."""
    swaps: tuple[Swap, ...] = ()

    @property
    def everyone(self) -> tuple[PersonId, ...]:
        """Whoever may be on duty at some time, each once."""
        teams = (team for rotation in self.rotations for team in rotation.teams)
        shifts = (shift.people for shift in self.shifts)
        single = (turn.people for turn in (*self.duties, *self.overrides))
        swapped = (swap.person for swap in self.swaps)
        return tuple(dict.fromkeys(chain(self.people, *teams, *shifts, *single, swapped)))

    def on_duty(self, at: datetime) -> tuple[PersonId, ...]:
        """The people to text at this instant, in order, each once."""
        override = next((each for each in reversed(self.overrides) if each.covers(at)), None)
        if override is not None:
            return tuple(dict.fromkeys(override.people))
        turns = (turn.people for turn in self._turns(at, at) if turn.covers(at))
        # All at once: two who swap with each other must not both become the same person.
        swapped = {each.instead_of: each.person for each in self.swaps if each.covers(at)}
        return tuple(dict.fromkeys(swapped.get(name, name) for name in chain(self.people, *turns)))

    def next_change(self, at: datetime) -> datetime | None:
        """The first instant after `at` at which others are on duty than now; None if there is none in sight."""
        now = self.on_duty(at)
        for start in (at + number * STRIDE for number in range(HORIZON // STRIDE)):
            for bound in self._bounds(start, start + STRIDE):
                if bound > at and self.on_duty(bound) != now:
                    return bound
        return None

    def uncovered(self, start: datetime, end: datetime) -> list[Interval]:
        """When nobody is on duty, in the order of time; never two stretches that touch."""
        return [Interval(turn.start, turn.end) for turn in self.roster(start, end) if not turn.people]

    def out_of_reach(self, start: datetime, end: datetime, reachable: Container[PersonId]) -> list[Interval]:
        """When somebody is on duty, and of them nobody `reachable`; never two stretches that touch."""
        found: list[Interval] = []
        for turn in self.roster(start, end):
            if not turn.people or any(person in reachable for person in turn.people):
                continue
            begins = found.pop().start if found and found[-1].end == turn.start else turn.start
            found.append(Interval(begins, turn.end))
        return found

    def roster(self, start: datetime, end: datetime) -> list[Shift]:
        """Who is on duty all the way from `start` to `end`, one after the other; nobody is a turn as well."""
        found: list[Shift] = []
        for begins, ends in pairwise([start, *self._bounds(start, end), end]):
            people = self.on_duty(begins)
            if found and found[-1].people == people:
                begins = found.pop().start  # noqa: PLW2901  the same people go on
            if begins < ends:
                found.append(Shift(begins, ends, people))
        return found

    def _bounds(self, start: datetime, end: datetime) -> list[datetime]:
        """Every instant between at which somebody may come or go."""
        spans = [(turn.start, turn.end) for turn in (*self._turns(start, end), *self.overrides)]
        spans += [(swap.start, swap.end) for swap in self.swaps]
        return sorted({at for span in spans for at in span if start < at <= end})

    def _turns(self, start: datetime, end: datetime) -> Iterator[Shift]:
        """All that may lie between, in the order in which they are declared."""
        # A shift of the day before may go on; clocks that change at midnight take one day more.
        day, last = local_day(start, self.zone) - 2 * DAY, local_day(end, self.zone) + DAY
        days = [day + number * DAY for number in range((last - day).days + 1)]
        for shift in self.shifts:
            yield from (shift.turn(each, self.zone) for each in days if shift.is_on(each, self._week(each)))
        for rotation in self.rotations:
            yield from rotation.turns(start, end, self.zone)
        yield from self.duties

    def _week(self, day: date) -> int:
        """Of the cycle, counted from 1."""
        return (day - self.anchor).days // WEEK % self.cycle + 1
