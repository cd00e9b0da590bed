"""The groups in which overdue messages share an alert, and how long an acknowledgement of each is believed."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from watchdesk.core.message import WaitingMessage


class AlertGroup(StrEnum):
    """The overdue messages of one account and one group share an alert."""

    URGENT = "urgent"
    PRIORITY = "priority"
    ROUTINE = "routine"
    HISTORY = "history"
    """Written before the account was connected: one summary, never a storm."""
    WARNING = "warning"
    """Not overdue yet: told once, to the first step, so that a breach can be avoided."""
    DAILY_TEST = "canary"
    """The daily test by text. It has no messages and waits only for its answer."""

    @property
    def climbs(self) -> bool:
        """A warning and a test end where they began; everything else climbs until a person answers."""
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
"""How long "I have it" is believed. If anything still waits then, the alert climbs again from its first step."""
