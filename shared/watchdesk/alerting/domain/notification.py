"""A notification: one person told of one alert by text, and what is known of the outcome."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.register.domain.person import PersonId

MAX_TRIES = 3
"""After so many tries without a clear answer, the alert climbs at once."""


class TextState(StrEnum):
    """The state of a text. No state stops a climb; only a person's answer does."""

    PENDING = "pending"
    """The text is to be sent, and certainly was not sent yet."""
    LEASED = "leased"
    """The text is about to be sent, or a run sent it and died before it could say so."""
    ACCEPTED = "accepted"
    """The provider has taken the text."""
    DELIVERED = "delivered"
    """The carrier says that the phone has the text. That may be days late, and does not mean that it was read.

    https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html
    """
    UNKNOWN = "unknown"
    """The provider's answer was lost. The text may have been sent."""
    FAILED = "failed"
    """The text was refused and would be refused again: the number is wrong, or it has opted out."""
    DROPPED = "dropped"
    """The text was not sent, because there was nothing left to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One person told of one alert. Another try is the same notification with the same link."""

    n: int
    """The number of the notification within the alert."""
    step: int
    person: PersonId
    expires_at: datetime
    """When the link in the text stops working."""
    wanted_at: datetime
    tries: int = 0
    state: TextState = TextState.PENDING
    also: tuple[AlertId, ...] = ()
    """The other alerts that the text with this link told of. An answer by the link acknowledges them too."""
    sent_at: datetime | None = None
    """When the provider took the text."""
    provider_id: str | None = None
    problem: str | None = None
    """The kind of error that prevented the text from being sent."""
    emailed_at: datetime | None = None
    """When the second channel told the person instead."""

    @property
    def has_arrived(self) -> bool:
        """Return whether the provider has taken the text, as far as is known."""
        return self.state in (TextState.ACCEPTED, TextState.DELIVERED)

    @property
    def is_hopeless(self) -> bool:
        """Return whether the text will certainly not arrive, so that the climb need not wait for it."""
        if self.state in (TextState.PENDING, TextState.UNKNOWN):
            return self.tries >= MAX_TRIES
        return self.state in (TextState.FAILED, TextState.DROPPED)
