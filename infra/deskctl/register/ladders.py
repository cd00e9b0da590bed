"""Does every policy give each urgency a limit that means something?"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from infra.deskctl.register.durations import write_duration
from infra.deskctl.register.problems import Problem, Where, shown
from infra.deskctl.register.sources import Sources, duration, mappings, text, texts
from watchdesk.domain.account import Surface
from watchdesk.domain.message import Urgency
from watchdesk.domain.policy import Limit

Numbered = tuple[int, Limit]


def ladder_problems(sources: Sources) -> Iterator[Problem]:
    for policy, entry in sources.entries("policies"):
        where = ("policies", policy)
        limits = list(_limits(entry))
        if limits and len(limits) == len(mappings(entry, "limits")):
            yield from _missing(sources, where, limits)
            yield from _idle(sources, where, limits)
            yield from _upside_down(sources, where, limits)
        yield from _rules_twice(sources, where, entry)


def _limits(entry: Mapping[str, Any]) -> Iterator[Numbered]:
    for position, limit in mappings(entry, "limits"):
        first_look, urgency = duration(limit, "first_look"), text(limit, "urgency")
        surfaces = [surface for _, surface in texts(limit, "surfaces")]
        if first_look and urgency in set(Urgency) and set(surfaces) <= set(Surface):
            named = frozenset(Surface(surface) for surface in surfaces)
            yield position, Limit(urgency=Urgency(urgency), first_look=first_look, surfaces=named)


def _missing(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[Problem]:
    everywhere = {limit.urgency for _, limit in limits if not limit.surfaces}
    for urgency in Urgency:
        if urgency not in everywhere:
            yield sources.problem(
                (*where, "limits"),
                f"no limit covers {urgency} messages on every surface: add one without `surfaces`",
            )


def _idle(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[Problem]:
    """The shortest limit that covers a message counts, so a longer one beside it says what does not happen."""
    for position, limit in limits:
        rivals = [
            other
            for at, other in limits
            if at != position
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


def _upside_down(sources: Sources, where: Where, limits: list[Numbered]) -> Iterator[Problem]:
    """What is more urgent may never wait longer, on any surface."""
    for more, less in pairwise(Urgency):
        for surface in Surface:
            longer, shorter = _effective(limits, more, surface), _effective(limits, less, surface)
            if longer and shorter and longer[1].first_look > shorter[1].first_look:
                yield sources.problem(
                    (*where, "limits", longer[0], "first_look"),
                    f"{more} messages ({surface}) would wait longer than {less} ones: "
                    f"write at most {write_duration(shorter[1].first_look)}",
                )
                break


def _effective(limits: list[Numbered], urgency: Urgency, surface: Surface) -> Numbered | None:
    covering = [numbered for numbered in limits if numbered[1].covers(urgency, surface)]
    return min(covering, key=lambda numbered: numbered[1].first_look, default=None)


def _rules_twice(sources: Sources, where: Where, entry: Mapping[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, rule in mappings(entry, "triage"):
        name = text(rule, "name")
        if name in seen:
            yield sources.problem(
                (*where, "triage", position, "name"),
                f"{shown(name)} names a rule already: a reason must say which rule it was",
            )
        seen.add(name or "")
