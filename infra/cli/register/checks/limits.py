"""Checks that the limits, warnings and claims of a policy can be kept within the time that the platform allows."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from infra.cli.register.checks.calendars import of_right_form
from infra.cli.register.model.calendar import calendar_of
from infra.cli.register.model.durations import write_duration
from infra.cli.register.problems import RegisterProblem, Where
from infra.cli.register.sources import Sources, duration, mappings, text, texts
from watchdesk.core.account import Platform, Surface
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.deadlines import WINDOW_MARGIN
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.opening_hours import Calendar

Entry = Mapping[str, Any]
DEEDS = ("first_look", "claim", "disposition")
"""The durations of a limit in the order of the actions."""


def limit_problems(sources: Sources, now: datetime) -> Iterator[RegisterProblem]:
    for policy, entry in sources.entries("policies"):
        for position, limit in mappings(entry, "limits"):
            where = ("policies", policy, "limits", position)
            yield from _order(sources, where, limit)
            yield from _calendar(sources, where, limit, now)
        yield from _warnings(sources, ("policies", policy), entry)
    yield from _windows(sources)


def _order(sources: Sources, where: Where, limit: Entry) -> Iterator[RegisterProblem]:
    """Check that no action has a shorter limit than the action before it."""
    before = ""
    for deed in DEEDS:
        at_most, at_least = duration(limit, deed), duration(limit, before) if before else None
        if at_most and at_least and at_most < at_least:
            yield sources.problem(
                (*where, deed),
                f"ends before the {before.replace('_', ' ')} does: write at least {write_duration(at_least)}",
            )
        before = deed if at_most else before


def _calendar(sources: Sources, where: Where, limit: Entry, now: datetime) -> Iterator[RegisterProblem]:
    name = text(limit, "calendar")
    if not name:
        return
    if text(limit, "urgency") == Urgency.URGENT:
        yield sources.problem(
            (*where, "calendar"), "the clock of an urgent message never pauses: take the calendar out"
        )
    form = of_right_form(dict(sources.entries("calendars")).get(name, {}))
    for deed in DEEDS:
        length = duration(limit, deed)
        if form and length and not _ends(calendar_of(name, form, now.date()), now, length):
            yield sources.problem(
                (*where, deed), f"does not end within five years: {name} is open for too short a time"
            )


def _ends(calendar: Calendar, now: datetime, length: timedelta) -> bool:
    try:
        calendar.add(now, length)
    except Defect:
        return False
    return True


def _warnings(sources: Sources, where: Where, entry: Entry) -> Iterator[RegisterProblem]:
    """Check that no warning comes before the message itself."""
    shortest: list[timedelta] = []
    for position, limit in mappings(entry, "limits"):
        first_look, warn = duration(limit, "first_look"), duration(limit, "warn")
        if first_look and warn and warn >= first_look:
            yield sources.problem(
                (*where, "limits", position, "warn"),
                f"must be less than the limit of {write_duration(first_look)}",
            )
        if first_look and "warn" not in limit:
            shortest.append(first_look)
    warn = duration(entry, "warn")
    if warn and shortest and warn >= min(shortest):
        yield sources.problem(
            (*where, "warn"),
            f"must be less than the shortest limit, {write_duration(min(shortest))}; "
            "a longer limit may have a `warn` of its own",
        )


def _windows(sources: Sources) -> Iterator[RegisterProblem]:
    """Check that every limit ends before the platform stops allowing a reply."""
    policies = dict(sources.entries("policies"))
    for _, account in sources.entries("accounts"):
        policy = text(account, "policy") or ""
        for position, limit in mappings(policies.get(policy, {}), "limits"):
            named = {surface for _, surface in texts(limit, "surfaces")}
            for surface, window in _reply_windows(text(account, "platform")).items():
                if not named or surface in named:
                    where, place = ("policies", policy, "limits", position), f"{account['platform']} ({surface})"
                    yield from _too_late(sources, where, limit, place, window)


def _reply_windows(platform: str | None) -> Mapping[Surface, timedelta]:
    return FACTS[Platform(platform)].reply_windows if platform in set(Platform) else {}


def _too_late(
    sources: Sources, where: Where, limit: Entry, place: str, window: timedelta
) -> Iterator[RegisterProblem]:
    latest = window - WINDOW_MARGIN
    for deed in DEEDS:
        length = duration(limit, deed)
        if length and length > latest:
            yield sources.problem(
                (*where, deed),
                f"{place} takes no answer after {write_duration(window)}: write at most {write_duration(latest)}",
            )
