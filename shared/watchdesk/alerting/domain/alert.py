"""An alert: the overdue messages of one account and group, and how it changes until somebody deals with them.

The methods that change an alert return the changed alert and store nothing. One that does not apply to the
alert's state returns the alert itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from watchdesk.core.account import AccountId
from watchdesk.core.message import WaitingMessage
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

AlertId = NewType("AlertId", str)
Code = NewType("Code", str)

ID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 has no characters that look alike. https://www.crockford.com/base32.html"""
ID_LENGTH = 10
CODE_ALPHABET = "CDFHJKMNPRTVWXY3479"
"""There are no vowels, so a code is never a word, and no characters that sound or look alike on the radio."""
CODE_LENGTH = 4


class AlertState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The overdue messages of one account and group. It climbs the policy's steps until a person answers."""

    id: AlertId
    account: AccountId
    group: AlertGroup
    code: Code
    """People use the code on the phone and on the radio."""
    opened_at: datetime
    state: AlertState = AlertState.OPEN
    step: int = 0
    """The number of steps since the alert was opened, repeats included. It never goes down."""
    climbs_from: int = 0
    """The `step` at which the present climb began; that is the first step of the policy."""
    joins: int = 1
    """How often messages have joined the alert. Only a run that has seen all of them may resolve it."""
    attention_at: datetime | None = None
    """When an escalation looks at the alert next; None once it is resolved."""
    lease: str | None = None
    """The escalation run that holds the alert, until `attention_at`."""
    holds_slot: bool = True
    """Newly overdue messages of the account and group join this alert. Once it was answered, they do not."""
    answered_by: tuple[PersonId, ...] = ()
    """Who has answered in this climb while others still must. They get no more texts about it."""
    acknowledged_by: PersonId | None = None
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None

    @property
    def step_of_climb(self) -> int:
        """Return the index of the present step in the policy. The last resort comes after the last step."""
        return self.step - self.climbs_from

    @property
    def is_daily_test(self) -> bool:
        return self.group is AlertGroup.DAILY_TEST

    @property
    def held_until(self) -> datetime | None:
        """Return when the acknowledgement runs out, or None if nobody has the alert."""
        return self.attention_at if self.state is AlertState.ACKNOWLEDGED else None

    def looks_after(self, message: WaitingMessage, now: datetime) -> bool:
        """Return whether this alert must not be resolved while the message stands as it does.

        A re-dated message is on the due list again, and a message of another alert belongs to that alert. All
        other waiting messages belong to this alert, even before a sweep has handed them over. A warning is about
        messages that are not overdue yet.
        """
        if self.group is AlertGroup.WARNING:
            return message.is_early(now) and message.attention_at is not None
        if not message.state.is_waiting:
            return False
        if message.attention_at is None:
            return message.alert in (None, self.id)
        return message.attention_at <= now

    def joined(self) -> "Alert":
        """Count that messages have joined."""
        return replace(self, joins=self.joins + 1) if self.state is AlertState.OPEN else self

    def leased(self, lease: str, now: datetime, until: datetime) -> "Alert":
        """Give a due alert to one run until then. An alert that is not due stays as it is."""
        is_due = self.attention_at is not None and self.attention_at <= now
        return replace(self, lease=lease, attention_at=until) if is_due else self

    def moved_to(self, step: int) -> "Alert":
        """Put it on this step, which is never a lower one."""
        return replace(self, step=max(self.step, step))

    def restarted(self) -> "Alert":
        """Begin a new climb with the first step of the policy."""
        return replace(self, step=self.step + 1, climbs_from=self.step + 1)

    def released(self, look: datetime) -> "Alert":
        """Release an open alert; the next run looks at it at `look`."""
        return replace(self, lease=None, attention_at=look) if self.state is AlertState.OPEN else self

    def made_due(self, now: datetime) -> "Alert":
        """Make an open alert due at once. A run that holds it loses it, because the next run knows more."""
        return self.released(now)

    def acknowledged(self, by: PersonId, now: datetime, until: datetime) -> "Alert":
        """Give an open alert to this person until then. Messages that are overdue later open a new alert."""
        if self.state is not AlertState.OPEN:
            return self
        return replace(
            self,
            state=AlertState.ACKNOWLEDGED,
            acknowledged_by=by,
            acknowledged_at=now,
            attention_at=until,
            lease=None,
            holds_slot=False,
        )

    def answered_in_part(self, by: PersonId) -> "Alert":
        """Record the answer of one person while others still must answer: the alert stays open."""
        if self.state is not AlertState.OPEN or by in self.answered_by:
            return self
        return replace(self, answered_by=(*self.answered_by, by))

    def escalated(self, last_step: int, now: datetime) -> "Alert":
        """Send an open alert to the step after `last_step`, which is the highest that anybody was texted on."""
        return (
            self.moved_to(max(self.step, last_step) + 1).made_due(now) if self.state is AlertState.OPEN else self
        )

    def closed(self, by: PersonId, now: datetime, until: datetime) -> "Alert":
        """Take this person's word that the alert is dealt with: it is theirs until then."""
        if self.state is AlertState.OPEN or not self.can_be_closed_by(by):
            return self.acknowledged(by, now, until)
        return replace(self, attention_at=until, lease=None)

    def is_answered_by(self, person: PersonId) -> bool:
        """Return whether the person has answered, and either nobody did before or others must answer too."""
        match self.state:
            case AlertState.OPEN:
                return person in self.answered_by
            case AlertState.ACKNOWLEDGED:
                return self.acknowledged_by == person
        return False

    def can_be_closed_by(self, person: PersonId) -> bool:
        """Return whether it is open or theirs: nobody closes what another person has."""
        is_theirs = self.state is AlertState.ACKNOWLEDGED and self.acknowledged_by == person
        return self.state is AlertState.OPEN or is_theirs

    def reopened(self, last_step: int) -> "Alert":
        """Begin a new climb because the acknowledgement ran out. The run that holds the alert keeps it.

        The new climb begins above `last_step`, the highest that anybody was texted on.
        """
        if self.state is not AlertState.ACKNOWLEDGED:
            return self
        open_again = replace(
            self, state=AlertState.OPEN, answered_by=(), acknowledged_by=None, acknowledged_at=None
        )
        return open_again.moved_to(last_step).restarted()

    def resolved(self, now: datetime) -> "Alert":
        """Close the alert: nobody looks at it again."""
        if self.state is AlertState.RESOLVED:
            return self
        return replace(
            self,
            state=AlertState.RESOLVED,
            resolved_at=now,
            lease=None,
            attention_at=None,
            holds_slot=False,
        )
