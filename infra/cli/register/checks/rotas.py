"""Checks that every rota has people on duty, and that nobody is on duty by mistake."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from infra.cli.register.checks.overlaps import Overlap, overlaps
from infra.cli.register.declared_rota import rota_of
from infra.cli.register.model.rota import OverrideEntry, RotaEntry, ShiftEntry, SwapEntry
from infra.cli.register.problems import RegisterProblem, Where, quote_value
from infra.cli.register.sources import Sources, mappings, text

Found = Iterator[tuple[Where, str]]
"""The place in the rota, and what is wrong there."""


def rota_problems(sources: Sources) -> Iterator[RegisterProblem]:
    for rota, entry in sources.entries("rotas"):
        form = _of_right_form(entry)
        for where, what in _problems(form) if form else ():
            yield sources.problem(("rotas", rota, *where), what)
    yield from _circles(sources)


def _problems(rota: RotaEntry) -> Found:
    for check in (_nobody, _cycle, _shifts, _overlaps, _overrides, _swaps):
        yield from check(rota)


def _of_right_form(entry: Mapping[str, Any]) -> RotaEntry | None:
    """Return the entry, or None if its form is wrong, which another check reports."""
    try:
        return RotaEntry.model_validate(entry)
    except ValidationError:
        return None


def _nobody(rota: RotaEntry) -> Found:
    if not (rota.people or rota.shifts or rota.rotation or rota.ical):
        yield (), "puts nobody on duty: give it people, shifts, a rotation or an ical calendar"
    if rota.ical_people and not rota.ical:
        yield ("ical_people",), "means nothing without `ical`: name the calendar"


def _cycle(rota: RotaEntry) -> Found:
    if rota.cycle > 1 and rota.anchor is None:
        yield ("cycle",), "needs an `anchor`: a Monday on which its first week begins"
    for position, shift in enumerate(rota.shifts):
        for place, week in enumerate(shift.weeks or ()):
            if week > rota.cycle:
                yield (
                    ("shifts", position, "weeks", place),
                    f"the cycle has no week {week}: it ends with week {rota.cycle}",
                )
        if shift.turns and rota.cycle % len(shift.turns):
            yield (
                ("shifts", position, "turns"),
                f"{len(shift.turns)} take turns, which does not fit a cycle of {rota.cycle}: make it a multiple",
            )


def _shifts(rota: RotaEntry) -> Found:
    for position, shift in enumerate(rota.shifts):
        yield from ((("shifts", position, *where), what) for where, what in _shift(shift))


def _shift(shift: ShiftEntry) -> Found:
    if (shift.people is None) is (shift.turns is None):
        yield (), "needs either `people` or `turns`"
    if shift.turns and shift.weeks:
        yield ("weeks",), "turns say already who has which week: take one of them out"
    if shift.start == shift.end and (shift.start.hour or shift.start.minute):
        yield ("end",), "is when it begins, so it would never be: for a whole day write 00:00 to 24:00"


def _overlaps(rota: RotaEntry) -> Found:
    for found in overlaps(rota):
        where = ("shifts", found.later)
        if found.both:
            yield where, f"has {quote_value(min(found.both))} on duty twice, {_beside(found)}"
        elif not (rota.shifts[found.earlier].extra or rota.shifts[found.later].extra):
            yield where, f"begins before another ends, {_beside(found)}: if that is meant, say `extra: true`"


def _beside(found: Overlap) -> str:
    return f"with shift {found.earlier + 1} from {found.day} {found.at:%H:%M} in week {found.week}"


def _overrides(rota: RotaEntry) -> Found:
    yield from _backwards("overrides", rota.overrides)
    ordered = sorted(enumerate(rota.overrides), key=lambda numbered: numbered[1].start)
    for (_, earlier), (position, later) in pairwise(ordered):
        if later.start < earlier.end:
            yield ("overrides", position), "begins while another override is in force: end that one first"


def _swaps(rota: RotaEntry) -> Found:
    yield from _backwards("swaps", rota.swaps)
    for position, swap in enumerate(rota.swaps):
        where = ("swaps", position)
        if not rota.ical and swap.instead_of not in _on_duty_at_times(rota):
            yield (
                (*where, "instead_of"),
                f"{quote_value(swap.instead_of)} is never on duty here, so nobody stands in",
            )
        if swap.person == swap.instead_of:
            yield (*where, "person"), "is the same person: name who stands in"
        for other in rota.swaps[:position]:
            if other.instead_of == swap.instead_of and other.start < swap.end and swap.start < other.end:
                yield (*where, "instead_of"), f"{quote_value(swap.instead_of)} has a stand-in then already"


def _on_duty_at_times(rota: RotaEntry) -> frozenset[str]:
    return frozenset(rota_of("any", rota.model_copy(update={"swaps": []})).everyone)


def _backwards(key: str, spans: Sequence[OverrideEntry | SwapEntry]) -> Found:
    for position, span in enumerate(spans):
        if span.end <= span.start:
            yield (key, position, "end"), "is not after its start: it would never be in force"


def _circles(sources: Sources) -> Iterator[RegisterProblem]:
    """Check that no policy names a rota twice, because an alert would text the same people again."""
    for policy, entry in sources.entries("policies"):
        first: dict[str, int] = {}
        for position, step in mappings(entry, "steps"):
            rota = text(step, "notify")
            if rota in first:
                yield sources.problem(
                    ("policies", policy, "steps", position, "notify"),
                    f"leads back to step {first[rota] + 1}: {quote_value(rota)} was told there already",
                )
            elif rota:
                first[rota] = position
