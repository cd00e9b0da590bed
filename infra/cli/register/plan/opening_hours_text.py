"""A calendar as a few lines of text."""

from collections.abc import Iterator
from itertools import groupby

from watchdesk.register.domain.opening_hours import Calendar, Span, Spans
from watchdesk.register.domain.shifts import Weekday

_DAYS = tuple(day.value for day in Weekday)


def opening_hours_lines(calendar: Calendar) -> tuple[str, ...]:
    """Return the name, the hours, and every special day as lines."""
    return (calendar.id, *_week(calendar), *_exceptions(calendar))


def _week(calendar: Calendar) -> Iterator[str]:
    """Yield lines such as `mon-fri 08:00-18:00`. Consecutive days with the same hours share a line."""
    for spans, days in groupby(zip(_DAYS, calendar.week, strict=True), key=lambda each: each[1]):
        names = [name for name, _ in days]
        if spans:
            yield f"{names[0] if len(names) == 1 else f'{names[0]}-{names[-1]}'} {_hours(spans)}"


def _exceptions(calendar: Calendar) -> Iterator[str]:
    for day in calendar.special:
        yield f"{day.on} {_hours(day.spans)}"
    for date in calendar.closed:
        yield f"{date} closed"


def _hours(spans: Spans) -> str:
    return " and ".join(f"{span.opens:%H:%M}-{_closing(span)}" for span in spans)


def _closing(span: Span) -> str:
    closes = f"{span.closes:%H:%M}"
    return "24:00" if closes == "00:00" else closes
