"""Every event of a calendar is a duty at the hours its writer meant, or the calendar is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.cli.register.calendars.duty_calendar import TOO_MANY, InvalidCalendarError, occurrences
from tests.infra.cli.register.calendar_text import a_calendar, an_event, every_day

START = datetime(2026, 3, 23, tzinfo=UTC)
"""The Monday before the clocks go forward."""
END = START + timedelta(weeks=26)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def duties(*events: str) -> list[tuple[datetime, datetime]]:
    return [(each.start, each.end) for each in occurrences(a_calendar(*events), START, END)]


def test_times_in_utc_in_a_zone_and_without_one():
    zoned = "DTSTART;TZID=Europe/London:20260401T070000\nDTEND;TZID=Europe/London:20260401T150000\nSUMMARY:x"
    abroad = "DTSTART;TZID=Europe/Paris:20260402T080000\nDTEND;TZID=Europe/Paris:20260402T090000\nSUMMARY:x"
    assert duties(
        an_event("20260325T070000Z", "20260325T150000Z"),
        zoned,
        abroad,
        an_event("20260403T070000", "20260403T080000"),
    ) == [
        (at("2026-03-25 07:00"), at("2026-03-25 15:00")),
        (at("2026-04-01 06:00"), at("2026-04-01 14:00")),
        (at("2026-04-02 06:00"), at("2026-04-02 07:00")),
        (at("2026-04-03 06:00"), at("2026-04-03 07:00")),
    ]


def test_a_zone_that_the_calendar_defines_itself():
    calendar = a_calendar("DTSTART;TZID=Desk:20260401T070000\nDTEND;TZID=Desk:20260401T080000\nSUMMARY:x").replace(
        b"BEGIN:VEVENT",
        b"BEGIN:VTIMEZONE\r\nTZID:Desk\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\n"
        b"TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
    )
    (found,) = occurrences(calendar, START, END)
    assert found.start == at("2026-04-01 02:00")


def test_a_whole_day_is_the_day_on_the_wall_also_when_it_has_23_hours():
    day = "DTSTART;VALUE=DATE:20260329\nSUMMARY:x"
    days = "DTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260403\nSUMMARY:x"
    assert duties(day, days) == [
        (at("2026-03-29 00:00"), at("2026-03-29 23:00")),
        (at("2026-03-31 23:00"), at("2026-04-02 23:00")),
    ]


def test_what_recurs_keeps_its_hour_on_the_wall_less_its_exceptions():
    weekly = """\
UID:w@ridings.example
DTSTART;TZID=Europe/London:20260302T070000
DTEND;TZID=Europe/London:20260302T080000
SUMMARY:x
RRULE:FREQ=WEEKLY;COUNT=8
EXDATE;TZID=Europe/London:20260406T070000"""
    moved = """\
UID:w@ridings.example
RECURRENCE-ID;TZID=Europe/London:20260413T070000
DTSTART;TZID=Europe/London:20260414T090000
DTEND;TZID=Europe/London:20260414T100000
SUMMARY:x"""
    assert [start for start, _ in duties(weekly, moved)] == [
        at("2026-03-23 07:00"),
        at("2026-03-30 06:00"),
        at("2026-04-14 08:00"),
        at("2026-04-20 06:00"),
    ]


def test_what_is_cancelled_is_no_duty():
    gone = an_event("20260401T070000Z", "20260401T080000Z", "x", "STATUS:CANCELLED")
    assert duties(gone, an_event("20260402T070000Z", "20260402T080000Z")) == [
        (at("2026-04-02 07:00"), at("2026-04-02 08:00"))
    ]


def test_a_duty_that_began_before_is_still_one_and_what_is_over_is_not():
    running = an_event("20260322T220000Z", "20260323T060000Z")
    over = an_event("20260322T060000Z", "20260323T000000Z", "over")
    later = an_event("20260921T000000Z", "20260921T080000Z", "later")
    assert duties(running, over, later) == [(at("2026-03-22 22:00"), at("2026-03-23 06:00"))]


def test_the_same_duty_at_the_edge_of_a_week_is_listed_once():
    assert len(duties(every_day())) == 26 * 7


def test_attendees_come_as_small_addresses():
    event = an_event(
        "20260401T070000Z", "20260401T080000Z", "x", "ATTENDEE;CN=Hale:MAILTO:R.Hale@Ridings.example", "ATTENDEE:x"
    )
    (found,) = occurrences(a_calendar(event), START, END)
    assert found.attendees == ("r.hale@ridings.example", "x")


WRONG = {
    "nothing": (b"", "is no calendar"),
    "words": (b"the rota is on the wall", "is no calendar"),
    "another kind of file": (b"\xff\xfe\x00PK", "is no calendar"),
    "half a file": (a_calendar(an_event("20260401T070000Z", "20260401T080000Z"))[:60], "is no calendar"),
    "a start that is none": (a_calendar("DTSTART:tomorrow\nSUMMARY:x"), "'x' whose DTSTART cannot be read"),
    "no start": (a_calendar("SUMMARY:x"), "an event that cannot be read"),
    "a rule that is none": (a_calendar(f"{every_day()};FREQ=NEVER"), "cannot be read"),
    "a zone nobody knows": (
        a_calendar("DTSTART;TZID=Ridings:20260401T070000\nDURATION:PT8H\nSUMMARY:x"),
        "in a time zone that is not known: 'Ridings'",
    ),
    "every second": (
        a_calendar("DTSTART:20260301T000000Z\nDURATION:PT1S\nSUMMARY:x\nRRULE:FREQ=SECONDLY"),
        "repeats within the hour",
    ),
    "every minute of the day": (
        a_calendar(
            "DTSTART:20260301T000000Z\nDURATION:PT1M\nSUMMARY:x\nRRULE:FREQ=DAILY;BYMINUTE="
            + ",".join(map(str, range(60)))
        ),
        "repeats within the hour",
    ),
    "every hour": (
        a_calendar("DTSTART:20260301T000000Z\nDURATION:PT1H\nSUMMARY:x\nRRULE:FREQ=HOURLY"),
        f"more than {TOO_MANY} duties",
    ),
}


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_a_calendar_that_would_be_misread_is_refused_in_one_line(content, said):
    with pytest.raises(InvalidCalendarError) as error:
        occurrences(content, START, END)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
