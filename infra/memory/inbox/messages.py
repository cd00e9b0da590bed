"""The messages in memory. This store keeps the same contract as the table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from infra.memory.due_queue import DueQueue
from infra.memory.inbox.message_threads import MessageThreads
from infra.memory.inbox.stored_message import StoredMessage
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Defect
from watchdesk.core.message import Inbound, Message, MessageKey, OwnReply, Unreadable, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.due_change import DueChange, dismissed, handed_over, is_handed_over, redated, warned
from watchdesk.inbox.domain.redating_progress import RedatingProgress
from watchdesk.inbox.domain.revision import ANSWERABLE_STATES, answered
from watchdesk.inbox.ports.messages import OpenMessagesPage


class MemoryRedatingLog:
    """The port RedatingLog."""

    def __init__(self, redating: RedatingProgress | None = None) -> None:
        self.redating = redating

    def last(self) -> RedatingProgress | None:
        return self.redating

    def note(self, redating: RedatingProgress) -> None:
        self.redating = redating


class MemoryMessages:
    """The ports MessageStore, DueMessages, OpenMessages and MessageArchive."""

    page = 200
    """The number of open messages on one page."""

    def __init__(self, *messages: Message) -> None:
        self.stored: dict[MessageKey, StoredMessage] = {}
        self.due_queue: DueQueue[MessageKey] = DueQueue()
        self._threads = MessageThreads()
        self.add(messages)

    @property
    def messages(self) -> list[Message]:
        """All stored messages, in the order in which they came."""
        return [stored.message for stored in self.stored.values()]

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        return {key: self.stored[key].message.version for key in keys if key in self.stored}

    def add(self, messages: Sequence[Message]) -> int:
        before = len(self.stored)
        for message in messages:
            if message.key not in self.stored:
                stored = StoredMessage(message, self.due_queue, {message.version: message.body})
                stored.attention_at = message.warn_at or message.deadline
                self.stored[message.key] = stored
                self._threads.add(stored)
        return len(self.stored) - before

    def revise(self, message: Message) -> bool:
        stored = self._stored(message.key)
        is_new = stored.revise(message)
        self._threads.add(stored)
        return is_new

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        found = self._threads.answered(account, reply)
        waiting = [stored for stored in found if stored.message.state in ANSWERABLE_STATES]
        for stored in waiting:
            stored.dispose(answered(now))
        return len(waiting)

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        stored = self.stored.get(key)
        if stored is None or stored.message.deleted_at is not None:
            return False
        stored.message = replace(stored.message, deleted_at=now)
        return True

    def message(self, key: MessageKey) -> Message | None:
        stored = self.stored.get(key)
        return None if stored is None else stored.message

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        return list(self.stored[key].bodies.values())[1:] if key in self.stored else []

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        return [self.stored[key].waiting for key in self.due_queue.due(now, limit)]

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        if self._save(handed_over(waiting, alert, now)):
            return True
        stored = self.stored.get(waiting.key)
        return stored is not None and is_handed_over(stored.waiting, alert)

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        return self._save(warned(waiting, now))

    def dismiss(self, waiting: WaitingMessage) -> bool:
        return self._save(dismissed(waiting))

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        return [self.stored[key].waiting for key in sorted(set(keys), key=str) if key in self.stored]

    def open_page(self, position: str) -> OpenMessagesPage:
        listed = sorted(str(key) for key, stored in self.stored.items() if stored.attention_at is not None)
        found = [key for key in listed if key > position][: self.page]
        messages = [self.stored[MessageKey.parse(key)].waiting for key in found]
        return OpenMessagesPage(messages, found[-1] if len(found) == self.page else None)

    def redate(self, waiting: WaitingMessage, dates: MessageDates) -> bool:
        return self._save(redated(waiting, dates))

    def forget(self, key: MessageKey) -> None:
        """Delete a message, as when its time of retention is over."""
        stored = self._stored(key)
        stored.attention_at = None
        self._threads.remove(stored)
        del self.stored[key]

    def change(self, key: MessageKey, **changes: Any) -> None:  # noqa: ANN401  any of its fields
        """Change fields of a message, as the desk does: `store.change(key, state=MessageState.CLAIMED)`."""
        stored = self._stored(key)
        stored.message = replace(stored.message, **changes)

    def _save(self, change: DueChange) -> bool:
        stored = self.stored.get(change.before.key)
        return stored is not None and stored.save(change)

    def _stored(self, key: MessageKey) -> StoredMessage:
        if key not in self.stored:
            raise Defect("the message is not stored")
        return self.stored[key]
