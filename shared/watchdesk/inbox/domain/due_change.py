"""What a sweep makes of a message on the due index, and what must still hold for a store to save it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from watchdesk.core.message import MessageState, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates

WAITING_STATES = frozenset(state for state in MessageState if state.is_waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueChange:
    """A change of one message. A store saves it only if the message is on the due index as it was read."""

    before: WaitingMessage
    after: WaitingMessage
    allowed_states: frozenset[MessageState]
    """The message must be in one of these states when the change is saved."""
    unchanged: tuple[str, ...] = ("attention_at",)
    """These fields of the message must be as they were read when the change is saved."""
    overdue_at: datetime | None = None
    """When a sweep found the message overdue. A store keeps the first time."""
    claim_expired_at: datetime | None = None
    """When the claim of the message ended without a disposition. The message then has no claimant."""

    @property
    def changes(self) -> Mapping[str, object]:
        """The fields that change, and their new values. What somebody else did to the other fields stays."""
        pairs = {field.name: getattr(self.after, field.name) for field in fields(self.after)}
        return {name: value for name, value in pairs.items() if value != getattr(self.before, name)}

    def applies_to(self, stored: WaitingMessage) -> bool:
        """Tell whether the change may be saved on the message as it is stored now."""
        if self.before.attention_at is None or stored.state not in self.allowed_states:
            return False
        return all(getattr(stored, name) == getattr(self.before, name) for name in self.unchanged)


def handed_over(message: WaitingMessage, alert: str, now: datetime) -> DueChange:
    """Let the alert look after the message: it is overdue and leaves the due index. An expired claim ends."""
    after = replace(message, alert=alert, attention_at=None)
    if message.state is not MessageState.CLAIMED:
        return DueChange(before=message, after=after, allowed_states=WAITING_STATES, overdue_at=now)
    return DueChange(
        before=message,
        after=replace(after, state=MessageState.OPENED, claimed_at=None),
        allowed_states=frozenset({MessageState.CLAIMED}),
        overdue_at=now,
        claim_expired_at=now,
    )


def is_handed_over(message: WaitingMessage, alert: str) -> bool:
    """Tell whether the alert looks after the message already, as after a hand-over whose answer was lost."""
    return message.alert == alert and message.attention_at is None and message.state.is_waiting


def warned(message: WaitingMessage, now: datetime) -> DueChange:
    """Record a warning of the deadline: the message needs attention again at the deadline itself."""
    return DueChange(
        before=message,
        after=replace(message, warned_at=now, attention_at=message.deadline),
        allowed_states=WAITING_STATES,
        unchanged=("attention_at", "deadline"),
    )


def dismissed(message: WaitingMessage) -> DueChange:
    """Take a message that is disposed of off the due index."""
    return DueChange(
        before=message,
        after=replace(message, attention_at=None),
        allowed_states=frozenset({MessageState.DISPOSED}),
    )


def redated(message: WaitingMessage, dates: MessageDates) -> DueChange:
    """Give the message other dates, if nothing about its dates or its state has changed."""
    return DueChange(
        before=message,
        after=replace(message, deadline=dates.deadline, attention_at=dates.attention_at),
        allowed_states=frozenset({message.state}),
        unchanged=("attention_at", "deadline"),
    )
