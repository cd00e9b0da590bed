"""Calendars for tests, and times in them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span, SpecialDay

LONDON = "Europe/London"
A_DAY = ((time(0), time(0)),)
OFFICE = (((time(8), time(18)),),) * 5 + ((), ())
H, M = timedelta(hours=1), timedelta(minutes=1)


def a_calendar(week=OFFICE, closed=(), special=None, zone=LONDON):
    def spans(pairs):
        return tuple(Span(*pair) for pair in pairs)

    return Calendar(
        id=CalendarId("office"),
        week=tuple(map(spans, week)),
        closed=tuple(sorted(closed)),
        special=tuple(SpecialDay(day, spans(pairs)) for day, pairs in sorted((special or {}).items())),
        zone=zone,
    )


def london(*at):
    """Whole local times that are shown once."""
    return datetime(*at, tzinfo=ZoneInfo(LONDON))
