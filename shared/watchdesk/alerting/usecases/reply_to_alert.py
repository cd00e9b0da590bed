"""Carry out what a reply asks for about one alert, and say what became of the alert."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.ports.alerts import AlertReader, EscalationQueue
from watchdesk.alerting.sms.reply_confirmation import AlertOutcome, ReplyOutcome
from watchdesk.alerting.sms.reply_parser import InboundId, ReplyAction
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.alerting.usecases.find_names import FindNames
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.domain.person import PersonId

CLOSE_HOLD = timedelta(hours=24)
"""If a closed alert still has waiting messages, it is held for so long and then climbs again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyToAlert:
    take: TakeAlert
    answer: AnswerAlert
    reader: AlertReader
    due_messages: DueMessages
    queue: EscalationQueue
    names: FindNames
    clock: Clock

    def __call__(self, action: ReplyAction, alert: Alert, person: PersonId, reply: InboundId) -> ReplyOutcome:
        match action:
            case ReplyAction.ACKNOWLEDGE:
                return self._outcome(self.take(alert, person) or alert, person, reply)
            case ReplyAction.ESCALATE:
                return self._escalate(alert, person, reply)
            case ReplyAction.CLOSE:
                return self._close(alert, person, reply)

    def note(self, alert: AlertId, kind: EventKind, person: PersonId, reply: InboundId) -> None:
        """Add to the history of the alert, once for each reply."""
        self.answer.answers.note(alert, AlertEvent(at=self.clock.now(), kind=kind, about=person), reply)

    def _escalate(self, alert: Alert, person: PersonId, reply: InboundId) -> ReplyOutcome:
        if alert.state is AlertState.OPEN and not alert.group.climbs:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.NOT_ESCALATED)
        after = self.answer.escalate(alert.id, person, self.clock.now(), reply) or alert
        if after.state is not AlertState.OPEN:
            return self._outcome(after, person, reply)
        self.queue.put([alert.id])
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.ESCALATED)

    def _close(self, alert: Alert, person: PersonId, reply: InboundId) -> ReplyOutcome:
        """Make the alert due at once if no message waits, so that it resolves. Hold it otherwise."""
        now, is_waiting = self.clock.now(), self._is_waiting(alert)
        until = now + CLOSE_HOLD if is_waiting else now
        after = self.answer.close(alert.id, person, now, until, reply) or alert
        if after.state is not AlertState.ACKNOWLEDGED or after.acknowledged_by != person:
            return self._outcome(after, person, reply)
        self.take.tell_others(after)
        if is_waiting:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.STILL_WAITING, at=after.attention_at)
        self.queue.put([alert.id])
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.CLOSED)

    def _is_waiting(self, alert: Alert) -> bool:
        now, members = self.clock.now(), self.due_messages.read(self.reader.members(alert.id))
        return any(alert.looks_after(message, now) for message in members)

    def _outcome(self, alert: Alert, person: PersonId, reply: InboundId) -> ReplyOutcome:
        if alert.state is AlertState.ACKNOWLEDGED and alert.acknowledged_by == person:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.YOURS, at=alert.acknowledged_at)
        if alert.state is AlertState.OPEN:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.IN_PART)
        self.note(alert.id, EventKind.ANSWERED_LATE, person, reply)
        if alert.state is AlertState.RESOLVED or alert.acknowledged_by is None:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.RESOLVED)
        by = self.names.person(alert.acknowledged_by)
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.ANOTHERS, by=by, at=alert.acknowledged_at)
