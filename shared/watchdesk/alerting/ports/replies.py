"""The stores of what people answer to alerts, and of the answers that their texts are given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId
from watchdesk.register.domain.person import PersonId


class AlertAnswers(Protocol):
    """The answers of people to alerts. The same reply by text has no further effect if it comes again."""

    def save_answer(self, before: Alert, after: Alert, event: AlertEvent, reply: InboundId | None = None) -> bool:
        """Store what an answer has made of the alert, add to its history, and record the reply.

        Returns False and writes nothing if somebody else has answered since, if the alert is on a later step
        already, or if this reply was recorded before.
        """
        ...

    def add_partial_answer(self, alert: AlertId, person: PersonId, now: datetime) -> bool:
        """Add this person to those who have answered an open alert that others must answer too.

        Returns False if the alert is not open, or if the person has answered already.
        """
        ...

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        """Add to the history of the alert, once for each reply."""
        ...


class AnswerLedger(Protocol):
    """The texts that were answered. Each is answered at most once, and allowances limit all answers."""

    def is_answered(self, inbound: InboundId) -> bool: ...

    def answer(self, inbound: InboundId, now: datetime, allowances: Sequence[AnswerAllowance]) -> bool:
        """Record that this text is answered, and count the answer against each of these allowances.

        Returns False and writes nothing if it was answered before, or if an allowance is used up.
        """
        ...
