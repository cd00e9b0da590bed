"""Show a person what is waiting in an alert they were texted about, and who has it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.alert_view import AlertLine, AlertView, TextLine
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.ports.alerts import AlertReader
from watchdesk.alerting.usecases.find_names import FindNames
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAlert:
    reader: AlertReader
    due_messages: DueMessages
    names: FindNames
    clock: Clock

    def __call__(self, alert: Alert, person: PersonId, others: Sequence[Alert]) -> AlertView:
        """Return the alert, and a line about each of the others that the same text told of."""
        now = self.clock.now()
        members = self.due_messages.read(self.reader.members(alert.id))
        line = self._line(alert, person)
        return AlertView(
            code=line.code,
            account=line.account,
            group=line.group,
            state=line.state,
            summary=WaitingSummary.of([message for message in members if alert.looks_after(message, now)]),
            states=Counter(message.state for message in members),
            texts=tuple(
                TextLine(name=self.names.person(text.person, text.person), sent_at=text.sent_at, state=text.state)
                for text in self.reader.notifications(alert.id)
            ),
            is_yours=line.is_yours,
            acknowledged_by=line.acknowledged_by,
            acknowledged_at=line.acknowledged_at,
            held_until=alert.held_until,
            resolved_at=alert.resolved_at,
            also=tuple(self._line(other, person) for other in others),
        )

    def _line(self, alert: Alert, person: PersonId) -> AlertLine:
        by = alert.acknowledged_by
        return AlertLine(
            code=alert.code,
            account=self.names.account(alert.account),
            group=alert.group,
            state=alert.state,
            acknowledged_by=self.names.person(by) if by else None,
            acknowledged_at=alert.acknowledged_at,
            is_yours=alert.is_answered_by(person),
        )
