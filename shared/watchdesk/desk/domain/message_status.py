"""What a person at the desk does with a message, and what that makes of its dates."""

from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.disposition import Disposition
from watchdesk.core.message import MessageKey, MessageState, WaitingMessage
from watchdesk.inbox.domain.deadline import Terms
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """How a message stands: all that may be seen of it without opening it. No words, no author."""

    waiting: WaitingMessage
    reason: str
    """Why triage chose the urgency."""
    received_at: datetime
    """When it was first seen."""
    attachments: int | None = 0
    """How many; None: the message is so long that only opening it tells."""
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    overdue_at: datetime | None = None
    """When a sweep first found it overdue."""
    claimed_by: str | None = None
    claim_expired_at: datetime | None = None
    """When a claim last ran out with nothing disposed."""
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
        """A claim and a disposition stop the clock; opening does not."""
        is_late = self.state.is_waiting and self.waiting.deadline <= now
        return self.waiting.deadline if is_late else None


def opened(status: MessageStatus, terms: Terms | None, now: datetime) -> MessageStatus:
    """Somebody has read it. It waits on: due by the claim limit if there is one, and still with its alert."""
    if status.state is not MessageState.UNREAD:
        return status
    read = replace(status.waiting, state=MessageState.OPENED)
    if read.attention_at is None:
        return replace(status, waiting=read)
    return replace(status, waiting=_dated(read, terms, now))


def claimed(status: MessageStatus, by: str, terms: Terms | None, now: datetime) -> MessageStatus:
    """Somebody has it in hand, and is believed until the claim runs out."""
    held = replace(status.waiting, state=MessageState.CLAIMED, claimed_at=now)
    if terms is None:
        until = now + ACKNOWLEDGEMENT_PERIODS[AlertGroup(held.urgency)]
        return replace(status, waiting=replace(held, attention_at=until), claimed_by=by)
    return replace(status, waiting=_dated(held, terms, now), claimed_by=by)


def released(status: MessageStatus, terms: Terms | None, now: datetime) -> MessageStatus:
    """Nobody's again, and due by the same limits as before: at once, if they have passed meanwhile."""
    free = replace(status.waiting, state=MessageState.OPENED, claimed_at=None)
    return replace(status, waiting=_dated(free, terms, now), claimed_by=None)


def disposed(status: MessageStatus, disposition: Disposition) -> MessageStatus:
    """Done with: it waits for nobody and is nobody's."""
    over = replace(status.waiting, state=MessageState.DISPOSED, attention_at=None, claimed_at=None)
    return replace(status, waiting=over, claimed_by=None, disposition=disposition)


def _dated(waiting: WaitingMessage, terms: Terms | None, now: datetime) -> WaitingMessage:
    """Without terms, of an account that has left the register, its deadline stays."""
    if terms is None:
        return replace(waiting, attention_at=waiting.deadline)
    dated = terms.dated(waiting, now)
    return replace(waiting, deadline=dated.deadline, attention_at=dated.attention_at)
