"""Limits that count open hours only."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.register.unit.opening_hours import H, M, a_calendar, london
from watchdesk.core.errors import Defect
from watchdesk.register.domain.opening_hours import HORIZON


@pytest.mark.parametrize(
    ("since", "duration", "deadline"),
    [
        (london(2025, 11, 18, 10), 2 * H, london(2025, 11, 18, 12)),
        (london(2025, 11, 18, 16), 2 * H, london(2025, 11, 18, 18)),
        (london(2025, 11, 18, 16), 2 * H + M, london(2025, 11, 19, 8, 1)),
        (london(2025, 11, 18, 3), H, london(2025, 11, 18, 9)),
        (london(2025, 11, 21, 17), 2 * H, london(2025, 11, 24, 9)),
        (london(2025, 11, 22, 12), M, london(2025, 11, 24, 8, 1)),
        (london(2025, 12, 24, 17), 2 * H, london(2025, 12, 29, 9)),
        (london(2025, 11, 18, 10), timedelta(0), london(2025, 11, 18, 10)),
    ],
    ids=[
        "within a day",
        "to its end",
        "a minute more",
        "before it opens",
        "weekend",
        "Saturday",
        "Christmas",
        "none",
    ],
)
def test_an_office_counts_its_hours_and_no_others(since, duration, deadline):
    office = a_calendar(closed=[date(2025, 12, 25), date(2025, 12, 26)])
    assert office.add(since, duration) == deadline


NIGHTS = [()] * 4 + [((time(22), time(6)),), (), ()]


def test_a_night_that_begins_on_an_open_day_belongs_to_it_even_into_a_holiday():
    assert a_calendar(NIGHTS, closed=[date(2025, 11, 22)]).add(london(2025, 11, 21, 23), 3 * H) == london(
        2025, 11, 22, 2
    )


def test_a_night_that_would_begin_on_a_holiday_does_not_begin_at_all():
    closed = a_calendar(NIGHTS, closed=[date(2025, 11, 21)])
    assert closed.add(london(2025, 11, 21, 23), H) == london(2025, 11, 28, 23)


def test_a_message_in_the_small_hours_counts_in_the_night_that_began_yesterday():
    assert a_calendar(NIGHTS).add(london(2025, 11, 22, 5), 90 * M) == london(2025, 11, 28, 22, 30)


def test_split_shifts_leave_the_break_out():
    split = a_calendar([((time(9), time(12)), (time(13), time(17)))] * 7)
    assert split.add(london(2025, 11, 18, 11), 2 * H) == london(2025, 11, 18, 14)


def test_a_special_day_has_its_own_hours_also_when_it_is_a_holiday():
    eve = date(2025, 12, 24)
    calendar = a_calendar(closed=[eve], special={eve: [(time(10), time(12))]})
    assert calendar.add(london(2025, 12, 24, 9), 3 * H) == london(2025, 12, 25, 9)


def test_a_calendar_that_is_never_open_is_a_defect_and_not_an_endless_search():
    with pytest.raises(Defect, match=f"within {HORIZON} days"):
        a_calendar([()] * 7).add(london(2025, 11, 18, 10), M)


def test_a_limit_that_no_office_could_ever_keep_is_a_defect_too():
    minute_a_week = a_calendar([((time(8), time(8, 1)),), *[()] * 6])
    with pytest.raises(Defect, match="open for long enough"):
        minute_a_week.add(london(2025, 11, 18, 10), 24 * H)


def test_hours_are_those_of_the_calendars_own_zone():
    tokyo = a_calendar([((time(8), time(9)),)] * 7, zone="Asia/Tokyo")
    assert tokyo.add(datetime(2025, 11, 18, tzinfo=UTC), 30 * M) == datetime(2025, 11, 18, 23, 30, tzinfo=UTC)
