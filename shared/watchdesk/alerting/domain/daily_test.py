"""The daily test by text: one alert a day. Its id follows from the day, so two runs open only one."""

from datetime import date, datetime, timedelta

from watchdesk.alerting.domain.alert import AlertId
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
