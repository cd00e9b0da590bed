"""The messages and their deadlines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, Message, MessageKey, OwnReply, Unreadable, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.redating_progress import RedatingProgress


class MessageStore(Protocol):
    """Every message, exactly once per key. It never overwrites a body, and never deletes a message."""

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        """Return the newest stored version of those messages that are stored."""
        ...

    def add(self, messages: Sequence[Message]) -> int:
        """Store the messages that are not stored yet, and return how many were new. It is safe to repeat."""
        ...

    def revise(self, message: Message) -> bool:
        """Store a further version beside the first body. The urgency may rise, and the deadline come forward.

        Returns False if that version was stored already. Raises Defect if the message is not stored, and TryLater
        if others keep changing it meanwhile.
        """
        ...

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        """Dispose of the messages that the reply answers (see OwnReply) and that are not disposed of.

        Returns how many these were.
        """
        ...

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        """Record that the message was deleted on its platform. It keeps its body, its deadline and its state.

        Returns False if it is not stored, or was marked before.
        """
        ...


class MessageArchive(Protocol):
    """The bodies of the messages: for the desk and for disclosure, never for a sweep or a text."""

    def message(self, key: MessageKey) -> Message | None:
        """Return the message with its first body; None if it is not stored."""
        ...

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        """Return the body after each edit, in the order in which the edits were seen."""
        ...


class DueMessages(Protocol):
    """The messages that need attention, without their bodies: they wait, or a claim of them expires."""

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        """Return up to `limit` messages whose attention time has come, the soonest first within a shard."""
        ...

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        """Let the alert look after the message: mark it overdue, and take it off the due index.

        If it was read as claimed, its claim has expired: it is opened, and nobody has claimed it. Returns False if
        it has been handled, claimed, released or dated anew since it was read.
        """
        ...

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        """Record that somebody is warned of the deadline. The message needs attention again at the deadline.

        Returns False if it has been handled or dated anew since it was read.
        """
        ...

    def dismiss(self, waiting: WaitingMessage) -> bool:
        """Take a message that no longer waits off the due index.

        Returns False if it has changed since it was read.
        """
        ...

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        """Return the present state of these messages, read consistently, in the order of their keys."""
        ...


@dataclass(frozen=True, slots=True)
class OpenMessagesPage:
    """One page of the messages on the due index."""

    messages: Sequence[WaitingMessage]
    following: str | None
    """Where the next page begins. None means that this was the last page."""


class OpenMessages(Protocol):
    """All messages on the due index, whenever they are due, to be dated anew."""

    def open_page(self, position: str) -> OpenMessagesPage:
        """Return the page that begins at `position`. The first page begins at "".

        The pages together show every message that was on the index all the time, and may show some of them twice.
        """
        ...

    def redate(self, waiting: WaitingMessage, dates: MessageDates) -> bool:
        """Give the message these dates. Returns False if its dates or its state have changed since it was read."""
        ...


class RedatingLog(Protocol):
    """How far the open messages have been dated by the present rules."""

    def last(self) -> RedatingProgress | None:
        """Return the progress that was noted last; None if there was none."""
        ...

    def note(self, redating: RedatingProgress) -> None:
        """Store the progress."""
        ...
