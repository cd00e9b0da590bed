"""Checks that the hours of a calendar do not overlap and that its limits can end."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from infra.cli.register.model.calendar import WEEKDAYS, CalendarEntry, days_of
from infra.cli.register.problems import RegisterProblem, Where
from infra.cli.register.sources import Sources
from watchdesk.register.domain.opening_hours import Span

A_DAY = timedelta(days=1)
A_WEEK = 7 * A_DAY
Found = Iterator[tuple[Where, str]]
"""The place in the calendar, and what is wrong there."""
Placed = tuple[timedelta, timedelta, Where]
"""The beginning and the end of a span in the week, in local time, and its place in the calendar."""


def calendar_problems(sources: Sources) -> Iterator[RegisterProblem]:
    for calendar, entry in sources.entries("calendars"):
        form = of_right_form(entry)
        for where, what in _problems(form) if form else ():
            yield sources.problem(("calendars", calendar, *where), what)


def of_right_form(entry: Mapping[str, Any]) -> CalendarEntry | None:
    """Return the entry, or None if its form is wrong, which another check reports."""
    try:
        return CalendarEntry.model_validate(entry)
    except ValidationError:
        return None


def _problems(calendar: CalendarEntry) -> Found:
    yield from list(_days_twice(calendar)) or _overlaps(calendar)
    for position, day in enumerate(calendar.closed):
        if day in calendar.special:
            yield ("closed", position), f"{day} has hours under `special`: take one of them out"


def _days_twice(calendar: CalendarEntry) -> Found:
    said_by: dict[int, str] = {}
    for words in calendar.hours:
        again = [day for day in days_of(words) if day in said_by]
        if again:
            first = said_by[again[0]]
            yield ("hours", words), f"{WEEKDAYS[again[0]]} has its hours under {first}: say each day once"
        said_by |= dict.fromkeys(days_of(words), words)


def _overlaps(calendar: CalendarEntry) -> Found:
    """Yield each overlapping span once. The last night of a week goes on into its first day."""
    week = [each for words, spans in calendar.hours.items() for each in _placed(days_of(words), spans, words)]
    again = [(opens + A_WEEK, closes + A_WEEK, where) for opens, closes, where in week]
    found = {(("hours", *where)) for where in _begun_too_soon([*week, *again])}
    for day, spans in calendar.special.items():
        found |= {("special", *where) for where in _begun_too_soon(_placed([0], spans, f"{day}"))}
    for where in sorted(found, key=str):
        yield where, "begins before the span ahead of it ends: make one of them"


def _placed(days: Iterable[int], spans: Sequence[Span], words: str) -> Iterator[Placed]:
    for day in days:
        for position, span in enumerate(spans):
            opens = day * A_DAY + timedelta(hours=span.opens.hour, minutes=span.opens.minute)
            yield opens, opens + span.length, (words, position)


def _begun_too_soon(placed: Iterable[Placed]) -> Iterator[Where]:
    over = timedelta(0)
    for opens, closes, where in sorted(placed):
        if opens < over:
            yield where
        over = max(over, closes)
