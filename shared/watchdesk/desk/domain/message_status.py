"""What the desk knows of a message that nobody has opened."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.disposition import Disposition
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """Everything that may be seen of a message without opening it: neither its words nor its author."""

    waiting: WaitingMessage
    reason: str
    """Why triage chose the urgency."""
    received_at: datetime
    """When it was first seen."""
    attachments: int | None = 0
    """How many there are. None if the message is so long that only opening it tells."""
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    overdue_at: datetime | None = None
    """When a sweep first found it overdue."""
    claimed_by: str | None = None
    claim_expired_at: datetime | None = None
    """When a claim last expired before the message was disposed of."""
    disposition: Disposition | None = None

    @property
    def key(self) -> MessageKey:
        return self.waiting.key

    @property
    def state(self) -> MessageState:
        return self.waiting.state

    @property
    def claim_until(self) -> datetime | None:
        return self.waiting.attention_at if self.state is MessageState.CLAIMED else None

    def overdue_since(self, now: datetime) -> datetime | None:
        """Return the deadline that has passed, if one has. A claim and a disposition stop the clock."""
        is_overdue = self.state.is_waiting and self.waiting.deadline <= now
        return self.waiting.deadline if is_overdue else None
