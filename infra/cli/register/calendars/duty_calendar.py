"""Reads the events of an iCalendar file (RFC 5545) within a window, as single occurrences.

Libraries handle time zones, all-day events, recurrences and exceptions. This module refuses what they silently
ignore, because a duty that is read wrongly leaves nobody on duty.
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
"""The most occurrences. More would not fit into the register, and no rota of half a year has as many."""
_DECIDING = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"})
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_OFTEN = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MAILTO = "mailto:"


class InvalidCalendarError(Exception):
    """Tells why a calendar cannot be used."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    start: datetime
    end: datetime
    title: str
    attendees: tuple[str, ...]
    """The addresses of the attendees in lower case."""


def occurrences(content: bytes, start: datetime, end: datetime) -> Sequence[Occurrence]:
    """Return the occurrences between, also partly, in the order of time. Raises InvalidCalendarError."""
    try:
        calendar = icalendar.Calendar.from_ical(content)
        events = calendar.walk("VEVENT")
    except Exception as error:  # noqa: BLE001  a broken file may raise any error in the library
        raise InvalidCalendarError(f"is no calendar: {_reason(error)}") from None
    for event in events:
        _refuse_what_would_be_misread(event)
    try:
        found = set(_occurring(recurring_ical_events.of(calendar), start, end))
    except InvalidCalendarError:
        raise
    except Exception as error:  # noqa: BLE001  for the same reason
        raise InvalidCalendarError(f"holds an event that cannot be read: {_reason(error)}") from None
    return sorted(found)


def _occurring(query: Any, start: datetime, end: datetime) -> Iterator[Occurrence]:  # noqa: ANN401  a type of the library
    """Yield the events week by week, so that one that repeats too often is noticed early."""
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
    """Return the occurrence, or None if it is cancelled or has no length."""
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
    """Return the instant. A date means midnight, and a time without a zone is in the zone of the force."""
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


def _zone_of(found: Any) -> tuple[str, Any]:  # noqa: ANN401  any value that the library has read
    return getattr(found, "params", {}).get("TZID", ""), getattr(found, "dt", None)


def _rules(event: icalendar.Component) -> list[Any]:
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _reason(error: object) -> str:
    return quote_value(" ".join(str(error).split())).strip("'\"")
