"""Is there still something to tell about an alert? Read anew just before a text would leave."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.clock import Clock
from watchdesk.core.message import MessageState
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.ports import Register

CLOCK_SKEW = timedelta(minutes=2)
"""How far the clocks of two runs may be apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummariseWaiting:
    """Nobody is woken for what is dealt with."""

    reader: AlertReader
    due_messages: DueMessages
    register: Register
    clock: Clock

    def __call__(self, alert: Alert) -> WaitingSummary | None:
        """What its messages that still wait come to; None if none does, or its test was answered or is over."""
        now = self.clock.now()
        if alert.group is AlertGroup.DAILY_TEST:
            return WaitingSummary.of([]) if self._is_under_test(alert) else None
        members = self.due_messages.read(self.reader.members(alert.id))
        waiting = [message for message in members if alert.looks_after(message, now)]
        return WaitingSummary.of(waiting) if waiting else None

    def is_awaiting(self, alert: Alert) -> bool:
        """Whether a sweep may be handing it a message at this moment, by a clock ahead of ours or out of a claim.

        Such a message has joined it and is still on the due list. To resolve the alert now would lose it.
        """
        if not alert.group.climbs:
            return False
        soon = self.clock.now() + CLOCK_SKEW
        members = self.due_messages.read(self.reader.members(alert.id))
        listed = [each.attention_at for each in members if each.state is not MessageState.DISPOSED]
        return any(at is not None and at <= soon for at in listed)

    def _is_under_test(self, alert: Alert) -> bool:
        canary = self.register.force().canary
        is_in_time = canary is not None and self.clock.now() < alert.opened_at + canary.answer_within
        return alert.state is AlertState.OPEN and is_in_time
