"""One test by text a day, at a time on the force's own clock."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.builders import a_person
from watchdesk.alerting.domain.alert import ID_ALPHABET, ID_LENGTH
from watchdesk.alerting.domain.daily_test import daily_test_account, daily_test_alert, day_to_open, opens_at
from watchdesk.register.domain.force import DailyTest


def a_canary(at: time = time(9), within: timedelta = timedelta(minutes=15)) -> DailyTest:
    return DailyTest(person=a_person().id, at=at, answer_within=within)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-02 08:59:59", None),
        ("2026-03-02 09:00:00", "2026-03-02"),
        ("2026-03-02 09:14:59", "2026-03-02"),
        ("2026-03-02 09:15:00", None),
        ("2026-07-01 07:59:59", None),
        ("2026-07-01 08:00:00", "2026-07-01"),
    ],
)
def test_the_test_is_open_from_its_local_time_until_its_time_to_answer_is_over(now, day):
    found = day_to_open(a_canary(), utc(now))
    assert (found.isoformat() if found else None) == day


def test_a_test_shortly_before_midnight_is_opened_after_it_too():
    assert day_to_open(a_canary(at=time(23, 58)), utc("2026-03-03 00:03:00")).isoformat() == "2026-03-02"


def test_a_time_that_the_clocks_skip_is_the_instant_at_which_they_change():
    night = utc("2026-03-29 12:00:00").date()
    assert opens_at(a_canary(at=time(1, 30)), night) == utc("2026-03-29 01:00:00")


def test_a_test_has_an_id_like_any_alert_and_no_two_days_share_one():
    first, second = utc("2026-03-02 12:00:00").date(), utc("2026-03-03 12:00:00").date()
    assert len(daily_test_alert(first)) == ID_LENGTH
    assert set(daily_test_alert(first)) <= set(ID_ALPHABET)
    assert daily_test_alert(first) != daily_test_alert(second)
    assert daily_test_account(first) != daily_test_account(second)
