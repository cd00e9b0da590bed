"""The groups in which overdue messages share an alert, and how long an acknowledgement of each is valid."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from watchdesk.core.message import WaitingMessage


class AlertGroup(StrEnum):
    """The overdue messages of one account and one group share one alert."""

    URGENT = "urgent"
    PRIORITY = "priority"
    ROUTINE = "routine"
    HISTORY = "history"
    """Messages from before the account was connected share one alert."""
    WARNING = "warning"
    """Messages that are not overdue yet. Only the first step is notified, and once."""
    DAILY_TEST = "canary"
    """The daily test by text. It has no messages and only waits for its answer."""

    @property
    def climbs(self) -> bool:
        """Return whether the alert climbs to further steps. A warning and a test stay at the first step."""
        return self not in (AlertGroup.WARNING, AlertGroup.DAILY_TEST)

    @staticmethod
    def of(waiting: WaitingMessage) -> "AlertGroup":
        return AlertGroup.HISTORY if waiting.is_history else AlertGroup(waiting.urgency)


ACKNOWLEDGEMENT_PERIODS: Mapping[AlertGroup, timedelta] = {
    AlertGroup.URGENT: timedelta(minutes=30),
    AlertGroup.PRIORITY: timedelta(hours=2),
    AlertGroup.ROUTINE: timedelta(hours=12),
    AlertGroup.HISTORY: timedelta(hours=24),
    AlertGroup.WARNING: timedelta(hours=24),
    AlertGroup.DAILY_TEST: timedelta(hours=24),
}
"""How long an acknowledgement is valid. If a message still waits then, the alert climbs again from step one."""
