"""The messages, and their deadlines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, Message, MessageKey, OwnReply, Unreadable, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.redating_progress import RedatingProgress


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


class DueMessages(Protocol):
    """The messages that want attention, without their words: they wait, or a claim of them is to run out."""

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        """Up to `limit` messages whose attention time has come, soonest first within a shard."""
        ...

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        """The alert looks after it from here: mark it overdue and take it off the due list.

        If it was read as claimed, its claim has run out: it is opened and nobody's again. False if it has been
        handled, claimed, released or re-dated since it was read.
        """
        ...

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        """Somebody is being warned of its deadline: it wants attention again at the deadline itself.

        False if it has been handled or re-dated since it was read.
        """
        ...

    def dismiss(self, waiting: WaitingMessage) -> bool:
        """It no longer waits: take it off the due list. False if it has changed since it was read."""
        ...

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        """The present state of these messages, consistently read."""
        ...


@dataclass(frozen=True, slots=True)
class OpenMessagesPage:
    messages: Sequence[WaitingMessage]
    following: str | None
    """Where the next page begins; None: this was the last one."""


class OpenMessages(Protocol):
    """All messages on the due list, whenever they are due, to be dated anew."""

    def open_page(self, position: str) -> OpenMessagesPage:
        """The page that begins at `position`; the first one at "".

        A whole walk shows every message that was on the list all the time, some of them perhaps twice.
        """
        ...

    def redate(self, waiting: WaitingMessage, dated: MessageDates) -> bool:
        """Give it these dates. False if anything about its dates or its state has changed since it was read."""
        ...


class RedatingLog(Protocol):
    """How far the open messages have been dated by the present terms."""

    def last(self) -> RedatingProgress | None: ...

    def note(self, redating: RedatingProgress) -> None: ...
