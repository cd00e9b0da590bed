"""Do what a text back asks for about the alerts its sender was told of, and say how they stand then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.text import TextedAlert
from watchdesk.alerting.ports.alerts import AlertReader, EscalationQueue
from watchdesk.alerting.ports.pagers import TextHistory
from watchdesk.alerting.sms import reply_confirmation
from watchdesk.alerting.sms.reply_confirmation import AlertOutcome, ReplyOutcome
from watchdesk.alerting.sms.reply_parser import AlertReply, InboundText, ReplyAction, ReplyScope
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.alerting.usecases.take_alert import TakeAlert
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.inbox.ports.messages import DueMessages
from watchdesk.register.domain.person import AT_THE_DESK, Person, PersonId
from watchdesk.register.ports import Register

RECENT_WITHIN = timedelta(hours=24)
"""What a reply without a code can be about."""

CODE_LIFE = timedelta(days=7)
"""How long a code leads to its alert."""

CLOSE_HOLD = timedelta(hours=24)
"""How long "it is dealt with" is believed while messages still wait: then the alert climbs again, never silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedReply:
    standings: Sequence[ReplyOutcome] = ()
    refusal: str = ""
    """Why nothing could be done, in words for the sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyReply:
    """Only alerts its sender was texted about before it came: the same reply is about the same alerts for ever."""

    history: TextHistory
    take: TakeAlert
    answer: AnswerAlert
    reader: AlertReader
    due_messages: DueMessages
    queue: EscalationQueue
    register: Register
    clock: Clock

    def __call__(self, answer: AlertReply, sender: Person, text: InboundText) -> AppliedReply:
        """Raises ExceptionGroup once every alert was tried, if any could not be seen to."""
        match answer.about:
            case ReplyScope.LATEST:
                return self._each(self._latest(sender, text), answer.action, sender, text)
            case ReplyScope.ALL:
                return self._each(self._all(answer.action, sender, text), answer.action, sender, text)
        found = self._named(answer.about, sender, text)
        if not found:
            return AppliedReply(refusal=reply_confirmation.unknown_code(answer.about))
        if len(found) > 1:
            return self._neither(answer.about, found, sender, text)
        is_taken = answer.action is ReplyAction.ACKNOWLEDGE
        meant = self._led_by(found[0], sender, text) if is_taken else found
        return self._each(meant, answer.action, sender, text)

    def remark(self, kind: EventKind, sender: Person, text: InboundText) -> None:
        """Add to the history of every alert that waits for an answer of theirs."""
        for alert in self._all(ReplyAction.ACKNOWLEDGE, sender, text):
            self._note(alert.id, kind, sender, text)

    def _latest(self, sender: Person, text: InboundText) -> list[Alert]:
        """All that the latest text told of."""
        told = self._told(sender, text, RECENT_WITHIN)
        return self._alerts([each for each in told if each.at == told[0].at])

    def _all(self, action: ReplyAction, sender: Person, text: InboundText) -> list[Alert]:
        """Those that wait for an answer, with those this very reply has answered before it came again."""

        def is_meant(alert: Alert) -> bool:
            if alert.state is AlertState.OPEN:
                return True
            since = alert.acknowledged_at
            is_theirs = alert.state is AlertState.ACKNOWLEDGED and alert.acknowledged_by == sender.id
            return is_theirs and (action is ReplyAction.CLOSE or (since is not None and since >= text.at))

        return [alert for alert in self._alerts(self._told(sender, text, RECENT_WITHIN)) if is_meant(alert)]

    def _named(self, code: Code, sender: Person, text: InboundText) -> list[Alert]:
        """More than one only while more than one of them is unresolved: an old one is not in the way of a new."""
        told = self._told(sender, text, CODE_LIFE)
        found = self._alerts([each for each in told if each.code == code])
        return [alert for alert in found if alert.state is not AlertState.RESOLVED] or found[:1]

    def _led_by(self, alert: Alert, sender: Person, text: InboundText) -> list[Alert]:
        """To take the alert that leads a text is to take all that the text told of, as by its link."""
        told = self._told(sender, text, CODE_LIFE)
        latest = next(each for each in told if each.alert == alert.id)
        with_it = [each for each in told if each.at == latest.at]
        return self._alerts(with_it) if with_it[0] is latest else [alert]

    def _told(self, sender: Person, text: InboundText, within: timedelta) -> list[TextedAlert]:
        return [each for each in self.history.texted_alerts(sender.id, text.at - within) if each.at <= text.at]

    def _alerts(self, told: Sequence[TextedAlert]) -> list[Alert]:
        found = (self.reader.alert(alert) for alert in dict.fromkeys(each.alert for each in told))
        return [alert for alert in found if alert is not None]

    def _neither(self, code: Code, found: Sequence[Alert], sender: Person, text: InboundText) -> AppliedReply:
        for alert in found:
            self._note(alert.id, EventKind.AMBIGUOUS, sender, text)
        return AppliedReply(refusal=reply_confirmation.ambiguous_code(code))

    def _each(
        self, alerts: Sequence[Alert], action: ReplyAction, sender: Person, text: InboundText
    ) -> AppliedReply:
        deeds: Mapping[ReplyAction, Callable[[Alert, Person, InboundText], ReplyOutcome]] = {
            ReplyAction.ACKNOWLEDGE: self._acknowledge,
            ReplyAction.ESCALATE: self._escalate,
            ReplyAction.CLOSE: self._close,
        }
        standings, errors = list[ReplyOutcome](), list[Exception]()
        for alert in alerts:
            try:
                standings.append(deeds[action](alert, sender, text))
            except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
                error.add_note(f"alert={alert.id}")
                errors.append(error)
        if errors:
            raise ExceptionGroup("some alerts could not be seen to", errors)
        return AppliedReply(standings=standings)

    def _acknowledge(self, alert: Alert, sender: Person, text: InboundText) -> ReplyOutcome:
        return self._standing(self.take(alert, sender.id) or alert, sender, text)

    def _escalate(self, alert: Alert, sender: Person, text: InboundText) -> ReplyOutcome:
        if alert.state is AlertState.OPEN and not alert.group.climbs:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.NOT_ESCALATED)
        after = self.answer.escalate(alert.id, sender.id, self.clock.now(), text.id) or alert
        if after.state is not AlertState.OPEN:
            return self._standing(after, sender, text)
        self.queue.put([alert.id])
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.ESCALATED)

    def _close(self, alert: Alert, sender: Person, text: InboundText) -> ReplyOutcome:
        """Nothing waits: due at once, so that it resolves. Else it is held, and comes back if it still must."""
        now, is_waiting = self.clock.now(), self._is_waiting(alert)
        until = now + CLOSE_HOLD if is_waiting else now
        after = self.answer.close(alert.id, sender.id, now, until, text.id) or alert
        if after.state is not AlertState.ACKNOWLEDGED or after.acknowledged_by != sender.id:
            return self._standing(after, sender, text)
        self.take.tell_others(after)
        if is_waiting:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.STILL_WAITING, at=after.attention_at)
        self.queue.put([alert.id])
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.CLOSED)

    def _is_waiting(self, alert: Alert) -> bool:
        now = self.clock.now()
        return any(alert.looks_after(each, now) for each in self.due_messages.read(self.reader.members(alert.id)))

    def _standing(self, alert: Alert, sender: Person, text: InboundText) -> ReplyOutcome:
        if alert.state is AlertState.ACKNOWLEDGED and alert.acknowledged_by == sender.id:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.YOURS, at=alert.acknowledged_at)
        if alert.state is AlertState.OPEN:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.IN_PART)
        self._note(alert.id, EventKind.ANSWERED_LATE, sender, text)
        if alert.state is AlertState.RESOLVED or alert.acknowledged_by is None:
            return ReplyOutcome(code=alert.code, outcome=AlertOutcome.RESOLVED)
        by = self._name(alert.acknowledged_by)
        return ReplyOutcome(code=alert.code, outcome=AlertOutcome.ANOTHERS, by=by, at=alert.acknowledged_at)

    def _note(self, alert: AlertId, kind: EventKind, sender: Person, text: InboundText) -> None:
        self.answer.answers.note(alert, AlertEvent(at=self.clock.now(), kind=kind, about=sender.id), text.id)

    def _name(self, person: PersonId) -> str:
        try:
            return self.register.person(person).name
        except Defect:
            return AT_THE_DESK
