"""Sum up what still waits in an alert. It is read again just before a text is sent."""

from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.daily_test import needs_answer
from watchdesk.alerting.domain.waiting_summary import WaitingSummary, is_sweep_due
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.ports import Register


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
        if alert.is_daily_test:
            is_waiting = needs_answer(alert, self.register.force().canary, now)
            return WaitingSummary.of([]) if is_waiting else None
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
        members = self.due_messages.read(self.reader.members(alert.id))
        return is_sweep_due(members, self.clock.now())
