"""What people text back: its effect on alerts, and the answers it is given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertId
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId
from watchdesk.register.domain.person import PersonId


class AlertReplies(Protocol):
    """What a reply does to an alert beyond acknowledging it. Brought again, the same reply does nothing more."""

    def answer_in_part(self, alert: AlertId, person: PersonId, now: datetime) -> Alert | None:
        """The alert as it stands after this person, one of several who must, has said that they have it.

        None if there is no such alert. It stays open; any other than an open one stays as it is.
        """
        ...

    def escalate(self, alert: AlertId, person: PersonId, now: datetime, reply: InboundId) -> Alert | None:
        """The alert as it stands after an open one was sent to its next step, to be attended to now.

        None if there is no such alert. Any other than an open one stays as it is.
        """
        ...

    def close(
        self, alert: AlertId, person: PersonId, now: datetime, until: datetime, reply: InboundId
    ) -> Alert | None:
        """The alert as it stands after this person said that it is dealt with: theirs until `until`.

        None if there is no such alert. One that another person has, or that is resolved, stays as it is.
        """
        ...

    def note(self, alert: AlertId, event: AlertEvent, reply: InboundId) -> None:
        """Add to its history."""
        ...


class AnswerLedger(Protocol):
    """Which texts have been answered, so that each is at most once and nobody can make us talk for ever."""

    def is_answered(self, inbound: InboundId) -> bool: ...

    def answer(self, inbound: InboundId, now: datetime, allowances: Sequence[AnswerAllowance]) -> bool:
        """Take the one answer this text may have, out of each of these allowances.

        False if it was taken before, or if an allowance is used up; then nothing is written.
        """
        ...
