"""Sum up what still waits in an alert. It is read again just before a text is sent."""

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
    """Reads the messages of an alert, so that nobody is woken for what is dealt with."""

    reader: AlertReader
    due_messages: DueMessages
    register: Register
    clock: Clock

    def __call__(self, alert: Alert) -> WaitingSummary | None:
        """Return a summary of the messages that still wait, or None if none does.

        A daily test has no messages. Its summary is empty, or None once the test was answered or is over.
        """
        now = self.clock.now()
        if alert.group is AlertGroup.DAILY_TEST:
            return WaitingSummary.of([]) if self._is_under_test(alert) else None
        members = self.due_messages.read(self.reader.members(alert.id))
        waiting = [message for message in members if alert.looks_after(message, now)]
        return WaitingSummary.of(waiting) if waiting else None

    def is_awaiting(self, alert: Alert) -> bool:
        """Return whether a sweep may be handing over a message to the alert at this moment.

        The clock of the sweep may be ahead of ours, or the claim of the message has run out. The message has then
        joined the alert and is still on the due list, and it would be lost if the alert were resolved now.
        """
        if not alert.group.climbs:
            return False
        soon = self.clock.now() + CLOCK_SKEW
        members = self.due_messages.read(self.reader.members(alert.id))
        listed = [message.attention_at for message in members if message.state is not MessageState.DISPOSED]
        return any(at is not None and at <= soon for at in listed)

    def _is_under_test(self, alert: Alert) -> bool:
        canary = self.register.force().canary
        is_in_time = canary is not None and self.clock.now() < alert.opened_at + canary.answer_within
        return alert.state is AlertState.OPEN and is_in_time
