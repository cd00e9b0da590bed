"""The daily test by text: one alert a day, known by its day, so that doubled runs open one."""

from datetime import date, datetime, timedelta

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.core.account import AccountId
from watchdesk.core.wall_clock import first_instant_of, local_day
from watchdesk.register.domain.force import ZONE, DailyTest

ALERT_PREFIX = "CA"
"""With the eight digits of the day it is as long as any alert's id, and written in the same alphabet."""
ACCOUNT_PREFIX = "canary-"


def daily_test_alert(day: date) -> AlertId:
    return AlertId(f"{ALERT_PREFIX}{day:%Y%m%d}")


def daily_test_account(day: date) -> AccountId:
    """What stands for an account in the alert: a day of its own, so that no test waits for another to end."""
    return AccountId(f"{ACCOUNT_PREFIX}{day.isoformat()}")


def opens_at(canary: DailyTest, day: date) -> datetime:
    return first_instant_of(day, canary.at, ZONE)


def latest_days(now: datetime) -> tuple[date, date]:
    """Today and yesterday by the force's calendar: the latest test is that of one of them."""
    today = local_day(now, ZONE)
    return today, today - timedelta(days=1)


def day_to_open(canary: DailyTest, now: datetime) -> date | None:
    """The day whose test is to be open now. One whose time to answer has passed is not begun any more."""
    for day in latest_days(now):
        if opens_at(canary, day) <= now < opens_at(canary, day) + canary.answer_within:
            return day
    return None
