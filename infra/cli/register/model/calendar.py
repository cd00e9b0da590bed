"""The form of a calendar: hours by weekday, bank holidays and other closed days."""

import re
from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from typing import Annotated

import holidays
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from infra.cli.register.model.entry import EntryModel
from infra.cli.register.model.local_times import MIDNIGHT, Day, parse_hour
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span, SpecialDay
from watchdesk.register.domain.shifts import Weekday

WEEKDAYS = tuple(day.value for day in Weekday)
YEARS_AHEAD = 2
"""Bank holidays are known for this year and this many more, unless a new one is proclaimed."""
_DAYS = "(?:mon|tue|wed|thu|fri|sat|sun)"
DAYS_PATTERN = rf"^{_DAYS}(-{_DAYS})?$"
_HOUR = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
SPAN_PATTERN = rf"^{_HOUR}-({_HOUR}|24:00)$"


class Nation(StrEnum):
    """The nation whose bank holidays apply (https://www.gov.uk/bank-holidays)."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def subdivision(self) -> str:
        """Return the library's name for it."""
        return {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}[self.value]


def bank_holidays(nation: Nation, first_year: int) -> list[date]:
    """Return the bank holidays of this year and the years that follow, in the order of time."""
    years = range(first_year, first_year + YEARS_AHEAD + 1)
    return sorted(holidays.country_holidays("GB", subdiv=nation.subdivision, years=years))


def days_of(words: str) -> Iterator[int]:
    """Yield the days of `mon-fri`, where Monday is 0. `sat-mon` includes Sunday."""
    first, _, last = words.partition("-")
    day, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    yield day
    while day != end:
        day = (day + 1) % len(WEEKDAYS)
        yield day


def parse_span(text: object) -> Span:
    """Parse a span such as `08:00-18:00`. Raises ValueError, which says what would be right."""
    if isinstance(text, Span):
        return text
    if not isinstance(text, str) or not re.fullmatch(SPAN_PATTERN, text):
        raise ValueError('is no span of hours: write for example "08:00-18:00", or "22:00-06:00" for a night')
    opens, _, closes = text.partition("-")
    span = Span(parse_hour(opens), time(0) if closes == MIDNIGHT else parse_hour(closes))
    if span.opens == span.closes and closes != MIDNIGHT:
        raise ValueError('closes when it opens: write "00:00-24:00" for a whole day')
    return span


def _days(text: str) -> str:
    if not re.fullmatch(DAYS_PATTERN, text):
        raise ValueError(f"is no day of the week: write {', '.join(WEEKDAYS)}, or several as mon-fri")
    return text


Days = Annotated[str, AfterValidator(_days), WithJsonSchema({"type": "string", "pattern": DAYS_PATTERN})]
Hours = Annotated[
    Span,
    BeforeValidator(parse_span),
    WithJsonSchema({"type": "string", "pattern": SPAN_PATTERN, "examples": ["08:00-18:00"]}),
]
Spans = Annotated[list[Hours], Field(min_length=1)]


class CalendarEntry(EntryModel):
    hours: Annotated[dict[Days, Spans], Field(min_length=1)] = Field(
        description="When somebody is there, by day (mon) or days (mon-fri); a night is of the day it begins on."
    )
    bank_holidays: Nation | None = Field(default=None, description="Closed on the bank holidays of this nation.")
    closed: list[Day] = Field(default=[], description="Closed on these days besides.")
    special: dict[Day, Spans] = Field(
        default={}, description="Other hours on one day, also if it is a bank holiday."
    )


def calendar_of(id_: str, entry: CalendarEntry, today: date) -> Calendar:
    """Return the calendar with the bank holidays that are known today."""
    week: list[tuple[Span, ...]] = [()] * len(WEEKDAYS)
    for words, spans in entry.hours.items():
        for day in days_of(words):
            week[day] = tuple(sorted(spans))
    known = bank_holidays(entry.bank_holidays, today.year) if entry.bank_holidays else []
    return Calendar(
        id=CalendarId(id_),
        week=tuple(week),
        closed=tuple(sorted({*entry.closed, *known})),
        special=tuple(SpecialDay(day, tuple(sorted(spans))) for day, spans in sorted(entry.special.items())),
    )
