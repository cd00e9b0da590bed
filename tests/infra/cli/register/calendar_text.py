"""Calendars as a rota's program writes them."""

from datetime import datetime


def a_calendar(*events: str) -> bytes:
    """Each event by its lines, without the ones around them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ridings//Rota//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", *([] if "UID:" in event else [f"UID:{number}@ridings.example"])]
        lines += [*event.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def an_event(start: str, end: str, title: str = "sergeant", *more: str) -> str:
    """`start` and `end` as iCalendar writes them."""
    return "\n".join([f"DTSTART:{start}", f"DTEND:{end}", f"SUMMARY:{title}", *more])


def every_day(title: str = "sergeant", first: str = "20260301") -> str:
    """Round the clock, for ever."""
    return f"DTSTART:{first}T000000Z\nDURATION:P1D\nSUMMARY:{title}\nRRULE:FREQ=DAILY"


def stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"
