"""The events of an iCalendar file (RFC 5545) within a window, as one occurrence after the other.

Time zones, all-day events, recurrence and its exceptions are the libraries' work; what they pass over in silence
is refused here, because a duty read wrongly is a night without anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from infra.cli.register.problems import quote_value
from watchdesk.core.wall_clock import first_instant_of
from watchdesk.register.domain.force import ZONE

LOCAL = ZoneInfo(ZONE)
STRIDE = timedelta(weeks=1)
TOO_MANY = 2000
"""Occurrences: more would not fit into the register, and no rota of half a year has them."""
_DECIDING = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"})
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_OFTEN = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MAILTO = "mailto:"


class InvalidCalendarError(Exception):
    """Why a calendar cannot be used."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    start: datetime
    end: datetime
    title: str
    attendees: tuple[str, ...]
    """Their addresses, in small letters."""


def occurrences(content: bytes, start: datetime, end: datetime) -> Sequence[Occurrence]:
    """Those that lie at least partly between, in the order of time. Raises InvalidCalendarError."""
    try:
        calendar = icalendar.Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
    except Exception as error:  # noqa: BLE001  whatever a broken file does to the library
        raise InvalidCalendarError(f"is no calendar: {_reason(error)}") from None
    for event in events:
        _refuse_what_would_be_misread(event)
    try:
        found = set(_occurring(recurring_ical_events.of(calendar), start, end))
    except InvalidCalendarError:
        raise
    except Exception as error:  # noqa: BLE001  the same
        raise InvalidCalendarError(f"holds an event that cannot be read: {_reason(error)}") from None
    return sorted(found)


def _occurring(query: Any, start: datetime, end: datetime) -> Iterator[Occurrence]:  # noqa: ANN401  the library's
    """Week by week, so that one that repeats without measure is noticed early."""
    count = 0
    for number in range(-((start - end) // STRIDE)):
        begins = start + number * STRIDE
        for event in query.between(begins.astimezone(LOCAL), min(begins + STRIDE, end).astimezone(LOCAL)):
            count += 1
            if count > 2 * TOO_MANY:
                raise InvalidCalendarError(f"holds more than {TOO_MANY} duties: give one for this rota alone")
            found = _occurrence(event)
            if found and found.start < end and found.end > start:
                yield found


def _occurrence(event: icalendar.Event) -> Occurrence | None:
    """None for one that is cancelled or lasts no time."""
    starts, ends = _instant(event.start), _instant(event.end)
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or ends <= starts:
        return None
    named = event.get("ATTENDEE", [])
    attendees = [str(each).strip().casefold() for each in (named if isinstance(named, list) else [named])]
    return Occurrence(
        starts,
        ends,
        str(event.get("SUMMARY", "")).strip(),
        tuple(each.removeprefix(_MAILTO) for each in attendees),
    )


def _instant(at: date) -> datetime:
    """A day begins at midnight, and a time without a zone is meant, where the force is."""
    if not isinstance(at, datetime):
        return first_instant_of(at, time(0), ZONE)
    return (at if at.tzinfo else first_instant_of(at.date(), at.time(), ZONE)).astimezone(UTC)


def _refuse_what_would_be_misread(event: icalendar.Component) -> None:
    title = quote_value(str(event.get("SUMMARY", "")))
    for name, why in event.errors:
        if name in _DECIDING:
            raise InvalidCalendarError(f"holds an event {title} whose {name} cannot be read: {_reason(why)}")
    for name in ("DTSTART", "DTEND"):
        zone, at = _zone_of(event.get(name))
        if zone and isinstance(at, datetime) and at.tzinfo is None:
            raise InvalidCalendarError(
                f"holds an event {title} in a time zone that is not known: {quote_value(zone)}"
            )
    for rule in _rules(event):
        parts = [len(rule.get(part, [])) for part in _OFTEN]
        if set(rule.get("FREQ", [])) & _TOO_OFTEN or max(parts) > 24:  # noqa: PLR2004  the hours of a day
            raise InvalidCalendarError(f"holds an event {title} that repeats within the hour, which no duty does")


def _zone_of(found: Any) -> tuple[str, Any]:  # noqa: ANN401  whatever the library has read
    return getattr(found, "params", {}).get("TZID", ""), getattr(found, "dt", None)


def _rules(event: icalendar.Component) -> list[Any]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _reason(error: object) -> str:
    return quote_value(" ".join(str(error).split())).strip("'\"")
