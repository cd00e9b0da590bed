"""Gap: schedules are checked only every ten seconds, so `rate(1 minute)` runs every 70 seconds.

EventBridge Scheduler keeps to the minute, and alarms and deadlines are counted in minutes.
"""

from ministack.services import scheduler

CHECK_INTERVAL_SECONDS = 1


def fill() -> None:
    """Make the emulator check its schedules every second."""
    scheduler._SCHEDULE_TICK_INTERVAL = CHECK_INTERVAL_SECONDS
