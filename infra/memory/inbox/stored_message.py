"""One message in memory with everything known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from infra.memory.due_queue import DueQueue
from watchdesk.core.disposition import Disposition
from watchdesk.core.message import Inbound, Message, MessageKey, MessageState, Unreadable, WaitingMessage
from watchdesk.inbox.domain.due_change import DueChange
from watchdesk.inbox.domain.revision import RevisableMessage, revised
from watchdesk.inbox.domain.thread_place import ThreadPlace


@dataclass(slots=True)
class StoredMessage:
    """One message, its versions and its place on the due queue."""

    message: Message
    due_queue: DueQueue[MessageKey]
    """The due queue of the store that holds this message."""
    bodies: dict[str, Inbound | Unreadable] = field(default_factory=dict)
    """The bodies by version, the first one first."""

    @property
    def attention_at(self) -> datetime | None:
        return self.due_queue.at(self.message.key)

    @attention_at.setter
    def attention_at(self, at: datetime | None) -> None:
        self.due_queue.schedule(self.message.key, at)

    @property
    def readable_body(self) -> Inbound | None:
        """The first readable body: the thread knows the message by it."""
        return next((body for body in self.bodies.values() if isinstance(body, Inbound)), None)

    @property
    def place(self) -> ThreadPlace | None:
        """Where the message stands in its thread. None if no body is readable."""
        body = self.readable_body
        if body is None:
            return None
        return ThreadPlace(thread=body.thread_id, author=body.author.id, sent_at=body.sent_at)

    @property
    def waiting(self) -> WaitingMessage:
        """What a sweep may know of the message."""
        message = self.message
        return WaitingMessage(
            key=message.key,
            state=message.state,
            urgency=message.urgency,
            deadline=message.deadline,
            since=message.since,
            is_history=message.is_history,
            attention_at=self.attention_at,
            alert=message.alert,
            warned_at=message.warned_at,
            claimed_at=message.claimed_at,
        )

    @property
    def revisable(self) -> RevisableMessage:
        """What another version of the message may change."""
        message = self.message
        return RevisableMessage(
            state=message.state,
            version=message.version,
            edited_at=message.edited_at,
            urgency=message.urgency,
            reason=message.reason,
            deadline=message.deadline,
            attention_at=self.attention_at,
        )

    def revise(self, seen: Message) -> bool:
        """Store the version, and return whether it is new."""
        is_new = seen.version not in self.bodies
        self.bodies.setdefault(seen.version, seen.body)
        after = revised(self.revisable, seen)
        self._change(
            version=after.version,
            edited_at=after.edited_at,
            urgency=after.urgency,
            reason=after.reason,
            deadline=after.deadline,
            attention_at=after.attention_at,
        )
        return is_new

    def save(self, change: DueChange) -> bool:
        """Save a change that a sweep makes, and return whether it still applied."""
        if not change.applies_to(self.waiting):
            return False
        self._change(**change.changes)
        if change.overdue_at is not None:
            self._change(overdue_at=self.message.overdue_at or change.overdue_at)
        if change.claim_expired_at is not None:
            self._change(claim_expired_at=change.claim_expired_at, claimed_by=None)
        return True

    def dispose(self, disposition: Disposition) -> None:
        """Dispose of the message: it is not due, and nobody has claimed it."""
        self._change(
            state=MessageState.DISPOSED,
            disposition=disposition,
            claimed_by=None,
            claimed_at=None,
            attention_at=None,
        )

    def _change(self, **changes: Any) -> None:  # noqa: ANN401  any of its fields
        """Change fields of the message, and when it needs attention."""
        facts: Mapping[str, Any] = {name: value for name, value in changes.items() if name != "attention_at"}
        self.message = replace(self.message, **facts)
        if "attention_at" in changes:
            self.attention_at = changes["attention_at"]
