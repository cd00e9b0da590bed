"""One text to one person about one alert, and what is known of its fate."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.register.domain.person import PersonId

MOST_TRIES = 3
"""After as many tries without a clear answer the alert climbs at once."""


class TextState(StrEnum):
    """Where a text is. Only a person's answer stops a climb: none of these does."""

    PENDING = "pending"
    """Wanted, and certainly not sent yet."""
    LEASED = "leased"
    """About to be sent, or sent by a run that died before it could say so."""
    ACCEPTED = "accepted"
    """The carrier's side has taken it."""
    DELIVERED = "delivered"
    """The carrier says that the phone has it. This may come days late, and says nothing about a reader.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html
    """
    UNKNOWN = "unknown"
    """The answer was lost: it may have been sent."""
    FAILED = "failed"
    """It was refused and would be refused again: a wrong number, or one that has opted out."""
    DROPPED = "dropped"
    """Not sent, because there was nothing left to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One text wanted of one person; another try is the same notification with the same link."""

    n: int
    """Its number within the alert."""
    step: int
    person: PersonId
    expires_at: datetime
    """When its link stops working."""
    wanted_at: datetime
    tries: int = 0
    state: TextState = TextState.PENDING
    also: tuple[AlertId, ...] = ()
    """The other alerts that the text with its link told of: whoever acknowledges this one acknowledges them."""
    sent_at: datetime | None = None
    """When the carrier's side took it."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that kept it from being sent."""
    emailed_at: datetime | None = None
    """When its person was told by the second channel instead."""

    @property
    def has_arrived(self) -> bool:
        """As far as the carrier's side says."""
        return self.state in (TextState.ACCEPTED, TextState.DELIVERED)

    @property
    def is_hopeless(self) -> bool:
        """Nothing more will come of it: the climb need not wait."""
        if self.state in (TextState.PENDING, TextState.UNKNOWN):
            return self.tries >= MOST_TRIES
        return self.state in (TextState.FAILED, TextState.DROPPED)
