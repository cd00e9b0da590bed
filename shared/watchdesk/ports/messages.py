"""The messages, and their deadlines."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.domain.account import AccountId
from watchdesk.domain.message import Inbound, Message, MessageKey, OwnReply, Unreadable, Waiting


class MessageStore(Protocol):
    """Every message, exactly once per key, never overwritten, never deleted here."""

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        """The newest stored version of those that are stored."""
        ...

    def add(self, messages: Sequence[Message]) -> int:
        """Store those that are not stored yet, and say how many were new. Safe to repeat."""
        ...

    def revise(self, message: Message) -> bool:
        """Keep a further version beside the first, and bring urgency and deadline forward if they are sooner.

        False if that version was stored already. The message must be stored; its first body stays.
        """
        ...

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        """Dispose what the reply answers (see OwnReply), if it still waits or is claimed; how many that were."""
        ...

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        """Record that it is gone from the platform. It keeps its body, its deadline and its state."""
        ...


class MessageArchive(Protocol):
    """What was said, word for word: for the desk and for disclosure, never for a sweep or a text."""

    def message(self, key: MessageKey) -> Message | None: ...

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        """What it said after each edit, in the order in which the edits were seen."""
        ...


class Deadlines(Protocol):
    """The messages that want attention, without their words."""

    def due(self, now: datetime, limit: int) -> Sequence[Waiting]:
        """Up to `limit` messages whose attention time has come, soonest first within a shard."""
        ...

    def hand_over(self, waiting: Waiting, alert: str, now: datetime) -> bool:
        """The alert looks after it from here: mark it overdue and take it off the due list.

        False if it has been handled or re-dated since it was read.
        """
        ...

    def dismiss(self, waiting: Waiting) -> bool:
        """It no longer waits: take it off the due list. False if it has changed since it was read."""
        ...

    def read(self, keys: Collection[MessageKey]) -> Sequence[Waiting]:
        """The present state of these messages, consistently read."""
        ...
