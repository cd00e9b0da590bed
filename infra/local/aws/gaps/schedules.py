"""Gap: schedules are looked at every ten seconds, so that `rate(1 minute)` drifts and comes every seventy.

EventBridge Scheduler keeps to the minute, and what the alarms and deadlines promise is counted in minutes.
"""

from ministack.services import scheduler

CHECK_INTERVAL_SECONDS = 1
"""Seconds."""


def fill() -> None:
    scheduler._SCHEDULE_TICK_INTERVAL = CHECK_INTERVAL_SECONDS
