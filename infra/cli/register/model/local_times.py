"""Parses local times and days of a register, in the time zone of the force."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from watchdesk.core.wall_clock import first_instant_of
from watchdesk.register.domain.force import ZONE

HOUR_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
END_PATTERN = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9]$"
MIDNIGHT = "24:00"
FIRST_YEAR, LAST_YEAR = 2000, 2199


def parse_hour(text: object) -> time:
    """Parse hours and minutes of a day. Raises ValueError, which says what would be right."""
    if isinstance(text, time):
        return text
    if not isinstance(text, str) or not re.fullmatch(HOUR_PATTERN, text):
        raise ValueError('is no time of day: write hours and minutes, for example "07:00" or "22:30"')
    return time.fromisoformat(text)


def parse_day(text: object) -> date:
    """Parse a day of the present era. Raises ValueError, which says what would be right."""
    if isinstance(text, date):
        return text
    if not isinstance(text, str) or not re.fullmatch(DAY_PATTERN, text):
        raise ValueError('is no day: write year, month and day, for example "2026-12-24"')
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day that there is: look at the month and the day") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("is too far away: look at the year")
    return day


def parse_moment(text: object) -> datetime:
    """Return the first instant (UTC) of a local time. Raises ValueError, which says what would be right."""
    if isinstance(text, datetime):
        return text
    if not isinstance(text, str) or not re.fullmatch(MOMENT_PATTERN, text):
        raise ValueError('is no day and time: write for example "2026-12-24 18:00"')
    day, _, hour = text.partition(" ")
    return first_instant_of(parse_day(day), parse_hour(hour), ZONE).astimezone(UTC)


def _end(text: object) -> time:
    return time(0) if text == MIDNIGHT else parse_hour(text)


def _monday(day: date) -> date:
    if day.weekday():
        raise ValueError(f"is a {day:%A}: a week of the cycle begins on a Monday")
    return day


_written = PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)

Hour = Annotated[
    time,
    BeforeValidator(parse_hour),
    _written,
    WithJsonSchema({"type": "string", "pattern": HOUR_PATTERN, "examples": ["07:00"]}),
]
EndHour = Annotated[
    time,
    BeforeValidator(_end),
    _written,
    WithJsonSchema({"type": "string", "pattern": END_PATTERN, "examples": ["15:00", "24:00"]}),
]
Day = Annotated[
    date,
    BeforeValidator(parse_day),
    WithJsonSchema({"type": "string", "pattern": DAY_PATTERN, "examples": ["2026-12-24"]}),
]
Monday = Annotated[Day, AfterValidator(_monday)]
Moment = Annotated[
    datetime,
    BeforeValidator(parse_moment),
    WithJsonSchema({"type": "string", "pattern": MOMENT_PATTERN, "examples": ["2026-12-24 18:00"]}),
]
