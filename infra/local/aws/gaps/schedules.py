"""Gap: schedules are looked at every ten seconds, so that `rate(1 minute)` drifts and comes every seventy.

EventBridge Scheduler keeps to the minute, and what the alarms and deadlines promise is counted in minutes.
"""

from ministack.services import scheduler

LOOKS_EVERY = 1
"""Seconds."""


def fill() -> None:
    scheduler._SCHEDULE_TICK_INTERVAL = LOOKS_EVERY
