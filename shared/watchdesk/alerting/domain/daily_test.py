"""The daily test by text: one alert a day. Its id follows from the day, so two runs open only one."""

from datetime import date, datetime, timedelta

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.core.account import AccountId
from watchdesk.core.wall_clock import first_instant_of, local_day
from watchdesk.register.domain.force import ZONE, DailyTest

ALERT_PREFIX = "CA"
"""With the eight digits of the day, the id has the length and the alphabet of every alert id."""
ACCOUNT_PREFIX = "canary-"


def daily_test_alert(day: date) -> AlertId:
    return AlertId(f"{ALERT_PREFIX}{day:%Y%m%d}")


def daily_test_account(day: date) -> AccountId:
    """Return the account id of the test. Each day has its own, so no test waits for an earlier one to end."""
    return AccountId(f"{ACCOUNT_PREFIX}{day.isoformat()}")


def opens_at(canary: DailyTest, day: date) -> datetime:
    return first_instant_of(day, canary.at, ZONE)


def needs_answer(alert: Alert, test: DailyTest | None, now: datetime) -> bool:
    """Return whether the daily test of this alert still waits for its answer."""
    is_in_time = test is not None and now < alert.opened_at + test.answer_within
    return alert.state is AlertState.OPEN and is_in_time


def latest_days(now: datetime) -> tuple[date, date]:
    """Return today and yesterday by the force's calendar. The latest test belongs to one of them."""
    today = local_day(now, ZONE)
    return today, today - timedelta(days=1)


def day_to_open(canary: DailyTest, now: datetime) -> date | None:
    """Return the day whose test is to be open now, or None. A test is not begun after its time to answer."""
    for day in latest_days(now):
        if opens_at(canary, day) <= now < opens_at(canary, day) + canary.answer_within:
            return day
    return None
