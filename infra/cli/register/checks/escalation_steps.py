"""Checks that every policy has a limit for each urgency, and that each limit can apply."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from infra.cli.register.model.durations import write_duration
from infra.cli.register.problems import RegisterProblem, Where, quote_value
from infra.cli.register.sources import Sources, duration, mappings, text, texts
from watchdesk.core.account import Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import TimeLimit

Numbered = tuple[int, TimeLimit, str | None]
"""A limit with its place in the list and the name of its calendar."""


def escalation_step_problems(sources: Sources) -> Iterator[RegisterProblem]:
    for policy, entry in sources.entries("policies"):
        where = ("policies", policy)
        limits = list(_limits(entry))
        if limits and len(limits) == len(mappings(entry, "limits")):
            yield from _missing(sources, where, limits)
            yield from _idle(sources, where, limits)
            yield from _upside_down(sources, where, limits)
        yield from _idle_repeats(sources, where, entry)
        yield from _rules_twice(sources, where, entry)


def _limits(entry: Mapping[str, Any]) -> Iterator[Numbered]:
    for position, limit in mappings(entry, "limits"):
        first_look, urgency = duration(limit, "first_look"), text(limit, "urgency")
        surfaces = [surface for _, surface in texts(limit, "surfaces")]
        if first_look and urgency in set(Urgency) and set(surfaces) <= set(Surface):
            named = frozenset(Surface(surface) for surface in surfaces)
            told = TimeLimit(urgency=Urgency(urgency), first_look=first_look, surfaces=named)
            yield position, told, None if told.urgency is Urgency.URGENT else text(limit, "calendar")


def _missing(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[RegisterProblem]:
    everywhere = {limit.urgency for _, limit, _ in limits if not limit.surfaces}
    for urgency in Urgency:
        if urgency not in everywhere:
            yield sources.problem(
                (*where, "limits"),
                f"no limit covers {urgency} messages on every surface: add one without `surfaces`",
            )


def _idle(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[RegisterProblem]:
    """Yield the limits that never apply, because another one always ends first."""
    for position, limit, calendar in limits:
        rivals = [
            other
            for at, other, others in limits
            if at != position
            and others in (None, calendar)
            and other.urgency is limit.urgency
            and (not other.surfaces or (limit.surfaces and limit.surfaces <= other.surfaces))
            and (other.first_look, at) < (limit.first_look, position)
        ]
        if rivals:
            shortest = write_duration(min(other.first_look for other in rivals))
            yield sources.problem(
                (*where, "limits", position, "first_look"),
                f"has no effect: another limit gives the same {limit.urgency} messages {shortest}",
            )


def _upside_down(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[RegisterProblem]:
    """Check on every surface that a more urgent message never waits longer."""
    for more, less in pairwise(Urgency):
        for surface in Surface:
            ours, theirs = _covering(limits, more, surface), _covering(limits, less, surface)
            found = next((each for each in theirs if ours and not _sooner(ours, each)), None)
            if found:
                position, key, advice = _put_right(ours, found)
                yield sources.problem(
                    (*where, "limits", position, key),
                    f"{more} messages ({surface}) would wait longer than {less} ones: {advice}",
                )
                break


def _covering(limits: list[Numbered], urgency: Urgency, surface: Surface) -> list[Numbered]:
    """Return the limits, the shortest first."""
    covering = [numbered for numbered in limits if numbered[1].covers(urgency, surface)]
    return sorted(covering, key=lambda numbered: numbered[1].first_look)


def _sooner(ours: list[Numbered], theirs: Numbered) -> bool:
    """Return whether one of our limits always ends no later than theirs. A pause of its own can prevent that."""
    return any(
        limit.first_look <= theirs[1].first_look and calendar in (None, theirs[2]) for _, limit, calendar in ours
    )


def _put_right(ours: list[Numbered], theirs: Numbered) -> tuple[int, str, str]:
    position, shortest, _ = ours[0]
    if shortest.first_look > theirs[1].first_look:
        return position, "first_look", f"write at most {write_duration(theirs[1].first_look)}"
    return position, "calendar", "its clock would pause and theirs would not: take the calendar out"


def _idle_repeats(sources: Sources, where: Where, entry: Mapping[str, Any]) -> Iterator[RegisterProblem]:
    for position, step in mappings(entry, "steps"):
        wait, repeat_every = duration(step, "wait"), duration(step, "repeat_every")
        if wait and repeat_every and repeat_every >= wait:
            yield sources.problem(
                (*where, "steps", position, "repeat_every"),
                f"has no effect: the step ends after {write_duration(wait)}",
            )


def _rules_twice(sources: Sources, where: Where, entry: Mapping[str, Any]) -> Iterator[RegisterProblem]:
    seen: set[str] = set()
    for position, rule in mappings(entry, "triage"):
        name = text(rule, "name")
        if name in seen:
            yield sources.problem(
                (*where, "triage", position, "name"),
                f"{quote_value(name)} names a rule already: a reason must say which rule it was",
            )
        seen.add(name or "")
