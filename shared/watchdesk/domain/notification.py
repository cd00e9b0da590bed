"""One text to one person, and what is known of its fate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watchdesk.domain.alert import AlertId
from watchdesk.domain.person import PersonId

MOST_TRIES = 3
"""After as many tries without a clear answer the alert climbs at once."""


class TextState(StrEnum):
    """Only a person's answer stops a climb: none of these does. A receipt may come days late.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html
    """

    LEASED = "leased"
    """About to be sent, or sent by a run that died before it could say so."""
    ACCEPTED = "accepted"
    """The carrier's side has taken it."""
    DELIVERED = "delivered"
    """The carrier says that the phone has it."""
    PENDING = "pending"
    """Certainly not sent yet."""
    UNKNOWN = "unknown"
    """The answer was lost: it may have been sent."""
    FAILED = "failed"
    """It was refused and would be refused again: a wrong number, or one that has opted out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """At most one per alert, step and person; another try is the same notification with the same link."""

    n: int
    """Its number within the alert."""
    step: int
    person: PersonId
    expires_at: datetime
    """When its link stops working."""
    tries: int = 1
    state: TextState = TextState.LEASED
    lease: str = ""
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    """When the carrier's side took it."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that kept it from being sent."""
    also: tuple[AlertId, ...] = ()
    """The other alerts that the text with its link told of: whoever acknowledges this one acknowledges them."""
    wanted_at: datetime | None = None
    emailed_at: datetime | None = None
    """When its person was told by the second channel instead."""

    def is_unsettled(self) -> bool:
        """Another try, or word from the run that holds it, may still come."""
        if self.state is TextState.LEASED:
            return True
        return self.state in (TextState.PENDING, TextState.UNKNOWN) and self.tries < MOST_TRIES

    def wants_text(self, now: datetime) -> bool:
        """Whether it may be tried now: never while a run holds it, never once it was accepted or refused."""
        if self.state is TextState.LEASED:
            return self.tries < MOST_TRIES and self._is_abandoned(now)
        return self.is_unsettled()

    def is_hopeless(self, now: datetime) -> bool:
        """Nothing more will come of it: the climb need not wait."""
        if self.state is TextState.LEASED:
            return self.tries >= MOST_TRIES and self._is_abandoned(now)
        return self.state is not TextState.ACCEPTED and not self.is_unsettled()

    def _is_abandoned(self, now: datetime) -> bool:
        return self.lease_until is None or self.lease_until <= now
