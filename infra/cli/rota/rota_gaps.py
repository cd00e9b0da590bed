"""Finds what is wrong with rotas in the coming weeks: gaps, unusable numbers and calendars that end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from infra.cli.register.plan.rota_text import local_time_text
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.person import Person, PersonId
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Interval, Rota, RotaId
from watchdesk.register.ports import RegisterEntry


class RotaProblem(StrEnum):
    UNCOVERED = "uncovered"
    """Nobody is on duty."""
    OUT_OF_REACH = "out_of_reach"
    """People are on duty, but alerts skip all of them."""
    UNPROVED = "unproved"
    """Alerts skip this person, because the number was never proved."""
    OPTED_OUT = "opted_out"
    """Alerts skip this person, because the number has sent STOP."""
    RUNS_OUT = "runs_out"
    """The imported calendar ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaFinding:
    problem: RotaProblem
    rota: RotaId | None = None
    person: PersonId | None = None
    steps: tuple[str, ...] = ()
    """The steps that notify the rota, such as `district step 1`."""
    start: datetime | None = None
    end: datetime | None = None
    minutes: int = 0

    def line(self) -> str:
        rota = f"{self.rota} ({', '.join(self.steps)})" if self.steps else f"{self.rota}"
        match self.problem:
            case RotaProblem.UNCOVERED:
                return (
                    f"{rota}: nobody is on duty from {_at(self.start)} to {_at(self.end)}, {self.minutes} minutes"
                )
            case RotaProblem.OUT_OF_REACH:
                return (
                    f"{rota}: nobody on duty has a number that counts from {_at(self.start)} to {_at(self.end)}, "
                    f"{self.minutes} minutes"
                )
            case RotaProblem.RUNS_OUT:
                return (
                    f"{rota}: its calendar is known until {_at(self.start)}: fill it, and apply the register again"
                )
            case RotaProblem.OPTED_OUT:
                return f"{self.person}: the number has said STOP, so alerts pass them over; {_in(self.steps)}"
        return (
            f"{self.person}: the number is not proved, so alerts pass them over: "
            f"watchdesk number verify {self.person}; {_in(self.steps)}"
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "trouble": self.problem,
            "rota": self.rota,
            "person": self.person,
            "steps": list(self.steps),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "minutes": self.minutes,
        }


@dataclass(frozen=True, slots=True)
class Staffing:
    """The rotas, their people, and the policies that name them."""

    force: Force
    rotas: tuple[Rota, ...]
    people: tuple[Person, ...]
    """The people, with the facts about their numbers."""
    policies: tuple[Policy, ...]

    def gaps(self, start: datetime, end: datetime) -> Iterator[RotaFinding]:
        """Yield every interval without anybody on duty, rota by rota."""
        for rota in self.rotas:
            yield from self._interval_findings(RotaProblem.UNCOVERED, rota, rota.uncovered(start, end))

    def out_of_reach(self, start: datetime, end: datetime) -> Iterator[RotaFinding]:
        """Yield every interval in which nobody on duty has a number that counts, rota by rota."""
        reachable = {person.id for person in self.people if person.can_be_texted}
        for rota in self.rotas:
            found = rota.out_of_reach(start, end, reachable)
            yield from self._interval_findings(RotaProblem.OUT_OF_REACH, rota, found)

    def endings(self, end: datetime) -> Iterator[RotaFinding]:
        """Yield every calendar whose import ends before then."""
        for rota in self.rotas:
            if rota.imported_until is not None and rota.imported_until < end:
                steps, until = self._steps(rota.id), rota.imported_until
                yield RotaFinding(problem=RotaProblem.RUNS_OUT, rota=rota.id, steps=steps, start=until)

    def unreachable(self) -> Iterator[RotaFinding]:
        """Yield everybody who may be notified and cannot be texted."""
        for person in self.people:
            places = self._places(person.id)
            if places and person.opted_out_at is not None:
                yield RotaFinding(problem=RotaProblem.OPTED_OUT, person=person.id, steps=places)
            elif places and person.proved_at is None:
                yield RotaFinding(problem=RotaProblem.UNPROVED, person=person.id, steps=places)

    def duties(self, person: PersonId, start: datetime, end: datetime) -> list[tuple[RotaId, Interval]]:
        """Return when and on which rotas a person is on duty, in the order of time."""
        found = [(rota.id, each) for rota in self.rotas for each in _duties_in(rota, person, start, end)]
        return sorted(found, key=lambda duty: (duty[1].start, duty[0]))

    def _interval_findings(
        self, problem: RotaProblem, rota: Rota, found: Sequence[Interval]
    ) -> Iterator[RotaFinding]:
        for each in found:
            yield RotaFinding(
                problem=problem,
                rota=rota.id,
                steps=self._steps(rota.id),
                start=each.start,
                end=each.end,
                minutes=each.minutes,
            )

    def _steps(self, rota: RotaId) -> tuple[str, ...]:
        return tuple(
            f"{policy.id} step {number}"
            for policy in self.policies
            for number, step in enumerate(policy.steps, 1)
            if step.notify == rota
        )

    def _places(self, person: PersonId) -> tuple[str, ...]:
        rotas = [str(rota.id) for rota in self.rotas if person in rota.everyone]
        tested = self.force.canary is not None and self.force.canary.person == person
        return (
            *rotas,
            *(["last resort"] if self.force.last_resort == person else []),
            *(["daily test"] if tested else []),
        )


def _duties_in(rota: Rota, person: PersonId, start: datetime, end: datetime) -> list[Interval]:
    duties: list[Interval] = []
    for turn in rota.roster(start, end):
        if person not in turn.people:
            continue
        begins = duties.pop().start if duties and duties[-1].end == turn.start else turn.start
        duties.append(Interval(begins, turn.end))
    return duties


def staffing(declared: Sequence[RegisterEntry], people: Sequence[Person]) -> Staffing:
    """Return the staffing of a whole register. `people` include the facts about their numbers."""
    (force,) = (entry for entry in declared if isinstance(entry, Force))
    return Staffing(
        force=force,
        rotas=tuple(entry for entry in declared if isinstance(entry, Rota)),
        people=tuple(people),
        policies=tuple(entry for entry in declared if isinstance(entry, Policy)),
    )


def _at(instant: datetime | None) -> str:
    return local_time_text(instant) if instant else ""


def _in(places: Sequence[str]) -> str:
    return f"in {', '.join(places)}"
