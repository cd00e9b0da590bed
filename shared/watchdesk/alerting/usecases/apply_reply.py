"""Carry out what a text asks for about the alerts its sender was told of."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Alert
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.sms import reply_confirmation
from watchdesk.alerting.sms.reply_confirmation import ReplyOutcome
from watchdesk.alerting.sms.reply_parser import AlertReply, InboundText, ReplyAction, ReplyScope
from watchdesk.alerting.usecases.find_meant_alerts import FindMeantAlerts
from watchdesk.alerting.usecases.reply_to_alert import ReplyToAlert
from watchdesk.register.domain.person import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedReply:
    outcomes: Sequence[ReplyOutcome] = ()
    refusal: str = ""
    """Tells the sender why nothing could be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyReply:
    find: FindMeantAlerts
    reply_to: ReplyToAlert

    def __call__(self, reply: AlertReply, sender: PersonId, text: InboundText) -> AppliedReply:
        """Raise ExceptionGroup once every alert was tried, if the reply could not be carried out for some."""
        meant = self.find(reply, sender, text)
        if not isinstance(reply.about, ReplyScope):
            if not meant.alerts:
                return AppliedReply(refusal=reply_confirmation.unknown_code(reply.about))
            if meant.is_ambiguous:
                self._note_event(meant.alerts, EventKind.AMBIGUOUS, sender, text)
                return AppliedReply(refusal=reply_confirmation.ambiguous_code(reply.about))
        return AppliedReply(outcomes=self._apply(reply.action, meant.alerts, sender, text))

    def remark(self, kind: EventKind, sender: PersonId, text: InboundText) -> None:
        """Add to the history of every alert that waits for an answer of the sender."""
        self._note_event(self.find.waiting_for_answer(sender, text), kind, sender, text)

    def _apply(
        self, action: ReplyAction, alerts: Sequence[Alert], sender: PersonId, text: InboundText
    ) -> list[ReplyOutcome]:
        outcomes, errors = list[ReplyOutcome](), list[Exception]()
        for alert in alerts:
            try:
                outcomes.append(self.reply_to(action, alert, sender, text.id))
            except Exception as error:  # noqa: BLE001  whatever it was, the other alerts must not wait for it
                error.add_note(f"alert={alert.id}")
                errors.append(error)
        if errors:
            raise ExceptionGroup("a reply could not be carried out for some alerts", errors)
        return outcomes

    def _note_event(self, alerts: Sequence[Alert], kind: EventKind, sender: PersonId, text: InboundText) -> None:
        for alert in alerts:
            self.reply_to.note(alert.id, kind, sender, text.id)
