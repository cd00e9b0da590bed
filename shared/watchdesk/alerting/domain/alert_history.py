"""The history of an alert: what happened to it, line by line."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watchdesk.core.message import MessageKey


class EventKind(StrEnum):
    OPENED = "opened"
    JOINED = "joined"
    PASSED_OVER = "passed_over"
    """A step had nobody on duty, or nobody on duty could be texted."""
    TEXTED = "texted"
    BUNDLED = "bundled"
    """A text that another alert leads told of this alert too."""
    SUPPRESSED = "suppressed"
    """The person was still to be told of an earlier step, and one text told of both."""
    CAPPED = "capped"
    """The person was texted too often to be texted now. Their next text tells of it."""
    DROPPED = "dropped"
    """The alert was answered, resolved or dealt with before the text was sent, so it was not sent."""
    NOT_TEXTED = "not_texted"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    EMAILED = "emailed"
    """The second channel told the person, because no text reached them."""
    FOLLOWED_UP = "followed_up"
    """The person was told who has taken the alert."""
    UNANSWERED = "unanswered"
    """Nobody answered the daily test."""
    ACKNOWLEDGED = "acknowledged"
    ANSWERED_IN_PART = "answered_in_part"
    """One person has answered, and others who were texted on the same step still must."""
    ESCALATED = "escalated"
    """A person who was texted about it has sent it to its next step."""
    CLOSED = "closed"
    """A person who was texted about it has said that it is dealt with."""
    ANSWERED_LATE = "answered_late"
    """Another person had the alert, or it was resolved. The answer changed nothing."""
    AMBIGUOUS = "ambiguous"
    """A reply could have meant this alert or another one. It changed nothing."""
    OPTED_OUT = "opted_out"
    """A person who was texted about it wants no more texts."""
    OPTED_IN = "opted_in"
    REOPENED = "reopened"
    """Messages still waited when the acknowledgement ran out."""
    RESTORED = "restored"
    """The audit found it missing from the due list and put it back."""
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEvent:
    """One line of the history of an alert. Lines are only added, never changed."""

    at: datetime
    kind: EventKind
    about: str = ""
    """The person, the step or the first message that it is about. It never holds what the public wrote."""
    messages: int = 0


def membership_event(at: datetime, kind: EventKind, members: Collection[MessageKey]) -> AlertEvent:
    """Return the line that says how many messages an alert was opened with, or how many joined it."""
    return AlertEvent(at=at, kind=kind, about=str(min(members, default="")), messages=len(set(members)))
