"""Acknowledge an alert at the desk."""

from dataclasses import dataclass
from typing import Final

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.usecases.find_alert import FindAlert
from watchdesk.register.domain.person import PersonId

ACKNOWLEDGING: Final = frozenset({Action.ACKNOWLEDGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeAtDesk:
    find: FindAlert
    take: TakeAlert
    record: RecordEvent

    def __call__(self, alert: AlertId, principal: Principal) -> Alert:
        """Return the alert after this answer. The first person has it, and later answers change nothing.

        Raises Unknown, and TryLater if the answer cannot be recorded in the audit trail; then it does not count.
        """
        current = self.find(alert, principal, ACKNOWLEDGING)
        if current.state is not AlertState.OPEN:
            return current
        self.record(principal, "acknowledge_alert", alert, code=current.code)
        return self.take(current, PersonId(principal.subject)) or current
