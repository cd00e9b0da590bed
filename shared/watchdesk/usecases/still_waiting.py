"""Is there still something to tell about an alert? Read anew just before a text would leave."""

from dataclasses import dataclass

from watchdesk.domain.alert import Alert, AlertState, Group, Situation
from watchdesk.ports import Clock, Deadlines, Register
from watchdesk.ports.alerts import AlertFile


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting:
    """Nobody is woken for what is dealt with."""

    file: AlertFile
    deadlines: Deadlines
    register: Register
    clock: Clock

    def __call__(self, alert: Alert) -> Situation | None:
        """What its messages that still wait come to; None if none does, or its test was answered or is over."""
        now = self.clock.now()
        if alert.group is Group.CANARY:
            return Situation.of([]) if self._is_under_test(alert) else None
        members = self.deadlines.read(self.file.members(alert.id))
        waiting = [message for message in members if alert.looks_after(message, now)]
        return Situation.of(waiting) if waiting else None

    def _is_under_test(self, alert: Alert) -> bool:
        canary = self.register.force().canary
        is_in_time = canary is not None and self.clock.now() < alert.opened_at + canary.answer_within
        return alert.state is AlertState.OPEN and is_in_time
