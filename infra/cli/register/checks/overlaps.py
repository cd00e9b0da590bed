"""Finds two shifts of one rota at the same time, anywhere in its cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time

from infra.cli.register.model.rota import RotaEntry, ShiftEntry
from watchdesk.register.domain.shifts import Weekday

A_DAY = 24 * 60
A_WEEK = 7 * A_DAY


@dataclass(frozen=True, slots=True)
class Overlap:
    """The first time at which two shifts overlap, with their places in the rota."""

    earlier: int
    later: int
    week: int
    day: Weekday
    at: time
    both: frozenset[str]
    """The people who would be on duty in both."""


@dataclass(frozen=True, slots=True, order=True)
class _Duty:
    """A duty, in minutes of local time from the beginning of the cycle."""

    start: int
    end: int
    shift: int
    people: tuple[str, ...]


def overlaps(rota: RotaEntry) -> Iterator[Overlap]:
    """Yield each pair of overlapping shifts once."""
    cycle = rota.cycle * A_WEEK
    duties = sorted({duty for number, shift in enumerate(rota.shifts) for duty in _duties(rota, number, shift)})
    # The last night of the cycle goes on into its first week.
    again = [_Duty(duty.start + cycle, duty.end + cycle, duty.shift, duty.people) for duty in duties]
    running: list[_Duty] = []
    met: set[tuple[int, int]] = set()
    for duty in (*duties, *again):
        running = [other for other in running if other.end > duty.start]
        for other in running:
            earlier, later = sorted((other.shift, duty.shift))
            if earlier != later and (earlier, later) not in met:
                met.add((earlier, later))
                yield _overlap(earlier, later, duty.start % cycle, frozenset({*other.people} & {*duty.people}))
        running.append(duty)


def people_in_week(shift: ShiftEntry, week: int) -> Sequence[str]:
    """Return who has this shift in a week of the cycle, counted from 1, or nobody if it is not in that week."""
    if shift.turns:
        return shift.turns[(week - 1) % len(shift.turns)]
    return shift.people or () if shift.weeks is None or week in shift.weeks else ()


def _duties(rota: RotaEntry, number: int, shift: ShiftEntry) -> Iterator[_Duty]:
    length = (_minutes(shift.end) - _minutes(shift.start)) % A_DAY or A_DAY
    for week in range(rota.cycle):
        people = tuple(people_in_week(shift, week + 1))
        for day in shift.days if people else ():
            start = week * A_WEEK + tuple(Weekday).index(day) * A_DAY + _minutes(shift.start)
            yield _Duty(start, start + length, number, people)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _overlap(earlier: int, later: int, start: int, both: frozenset[str]) -> Overlap:
    week, rest = divmod(start, A_WEEK)
    day, minute = divmod(rest, A_DAY)
    return Overlap(earlier, later, week + 1, tuple(Weekday)[day], time(*divmod(minute, 60)), both)
