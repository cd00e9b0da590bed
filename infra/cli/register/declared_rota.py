"""Builds a rota's domain object from its entry in the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from infra.cli.register.model.rota import RotaEntry, ShiftEntry
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.rota import A_MONDAY, Rota, RotaId, Swap
from watchdesk.register.domain.shifts import Rotation, Shift, ShiftRule


@dataclass(frozen=True, slots=True)
class ImportedDuties:
    """The duties of a calendar, and until when it was read."""

    duties: tuple[Shift, ...] = ()
    until: datetime | None = None


NO_DUTIES = ImportedDuties()


def rota_of(id_: str, entry: RotaEntry, imported: ImportedDuties = NO_DUTIES) -> Rota:
    return Rota(
        id=RotaId(id_),
        people=_people(entry.people or ()),
        cycle=entry.cycle,
        anchor=entry.anchor or A_MONDAY,
        shifts=tuple(shift for each in entry.shifts for shift in _shifts(entry, each)),
        rotations=tuple(_rotations(entry)),
        duties=imported.duties,
        imported_until=imported.until,
        overrides=tuple(Shift(each.start, each.end, _people(each.people)) for each in entry.overrides),
        swaps=tuple(
            Swap(
                start=each.start,
                end=each.end,
                instead_of=PersonId(each.instead_of),
                person=PersonId(each.person),
            )
            for each in entry.swaps
        ),
    )


def _shifts(rota: RotaEntry, shift: ShiftEntry) -> Iterator[ShiftRule]:
    """Yield one rule, or one for each of the people who take turns."""
    turns = shift.turns or [shift.people or []]
    for number, team in enumerate(turns):
        weeks = range(number + 1, rota.cycle + 1, len(turns)) if len(turns) > 1 else shift.weeks or ()
        yield ShiftRule(
            people=_people(team),
            start=shift.start,
            end=shift.end,
            weekdays=frozenset(shift.days),
            weeks=frozenset(weeks),
        )


def _rotations(rota: RotaEntry) -> Iterator[Rotation]:
    if rota.rotation:
        yield Rotation(
            teams=tuple(_people(team) for team in rota.rotation.teams),
            begins=rota.rotation.begins,
            every=rota.rotation.handover.days,
            at=rota.rotation.at,
        )


def _people(names: Sequence[str]) -> tuple[PersonId, ...]:
    return tuple(PersonId(name) for name in names)
