"""Every message in a dict, under the same promises as the table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from infra.memory.due_queue import DueQueue
from infra.memory.inbox.stored_message import MessageThreads, StoredMessage
from watchdesk.core.account import AccountId
from watchdesk.core.disposition import PLATFORM, Disposition, DispositionCode
from watchdesk.core.errors import Defect
from watchdesk.core.message import Inbound, Message, MessageKey, MessageState, OwnReply, Unreadable, WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.redating_progress import RedatingProgress
from watchdesk.inbox.ports.messages import OpenMessagesPage


class MemoryRedatingLog:
    """RedatingLog."""

    def __init__(self, redating: RedatingProgress | None = None) -> None:
        self.redating = redating

    def last(self) -> RedatingProgress | None:
        return self.redating

    def note(self, redating: RedatingProgress) -> None:
        self.redating = redating


class MemoryMessages:
    """MessageStore, DueMessages, OpenMessages and MessageArchive."""

    page = 200
    """How many open messages are shown at once."""

    def __init__(self, *messages: Message) -> None:
        self.kept: dict[MessageKey, StoredMessage] = {}
        self.agenda: DueQueue[MessageKey] = DueQueue()
        self._threads = MessageThreads()
        self.add(messages)

    @property
    def messages(self) -> list[Message]:
        """All that is stored, in the order in which it came."""
        return [kept.message for kept in self.kept.values()]

    def versions(self, keys: Collection[MessageKey]) -> Mapping[MessageKey, str]:
        return {key: self.kept[key].message.version for key in keys if key in self.kept}

    def add(self, messages: Sequence[Message]) -> int:
        before = len(self.kept)
        for message in messages:
            if message.key not in self.kept:
                kept = StoredMessage(message, self.agenda, {message.version: message.body})
                kept.attention_at = message.warn_at or message.deadline
                self.kept[message.key] = kept
                self._threads.note(kept)
        return len(self.kept) - before

    def revise(self, message: Message) -> bool:
        kept = self._stored(message.key)
        is_new = message.version not in kept.bodies
        if message.version != kept.message.version:
            kept.bodies.setdefault(message.version, message.body)
            seen_at = message.edited_at or message.first_seen_at
            kept.message = replace(kept.message, version=message.version, edited_at=seen_at)
            kept.sooner(message)
            self._threads.note(kept)
        return is_new

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        answered = [
            kept
            for kept in self._threads.answered(account, reply)
            if kept.message.state is not MessageState.DISPOSED
        ]
        for kept in answered:
            ended = Disposition(outcome=DispositionCode.ANSWERED, by=PLATFORM, at=now)
            kept.message = replace(
                kept.message,
                state=MessageState.DISPOSED,
                disposition=ended,
                claimed_by=None,
                claimed_at=None,
            )
            kept.attention_at = None
        return len(answered)

    def mark_deleted(self, key: MessageKey, now: datetime) -> bool:
        kept = self.kept.get(key)
        if kept is None or kept.message.deleted_at is not None:
            return False
        kept.message = replace(kept.message, deleted_at=now)
        return True

    def message(self, key: MessageKey) -> Message | None:
        kept = self.kept.get(key)
        return None if kept is None else kept.message

    def later_versions(self, key: MessageKey) -> Sequence[Inbound | Unreadable]:
        return list(self.kept[key].bodies.values())[1:] if key in self.kept else []

    def due(self, now: datetime, limit: int) -> Sequence[WaitingMessage]:
        return [self.kept[key].waiting for key in self.agenda.due(now, limit)]

    def hand_over(self, waiting: WaitingMessage, alert: str, now: datetime) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or kept.message.state is MessageState.DISPOSED:
            return False
        message = kept.message
        if not kept.is_as_read(waiting):
            return message.alert == alert and kept.attention_at is None and message.state.is_waiting
        if waiting.state is MessageState.CLAIMED:
            message = replace(
                message, state=MessageState.OPENED, claimed_by=None, claimed_at=None, claim_expired_at=now
            )
        kept.message = replace(message, alert=alert, overdue_at=message.overdue_at or now)
        kept.attention_at = None
        return True

    def warn(self, waiting: WaitingMessage, now: datetime) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or not kept.is_as_read(waiting) or not kept.message.state.is_waiting:
            return False
        if kept.message.deadline != waiting.deadline:
            return False
        kept.message = replace(kept.message, warned_at=now)
        kept.attention_at = waiting.deadline
        return True

    def dismiss(self, waiting: WaitingMessage) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or waiting.state is not MessageState.DISPOSED:
            return False
        if kept.message.state is not waiting.state or not kept.is_as_read(waiting):
            return False
        kept.attention_at = None
        return True

    def read(self, keys: Collection[MessageKey]) -> Sequence[WaitingMessage]:
        return [self.kept[key].waiting for key in sorted(set(keys), key=str) if key in self.kept]

    def open_page(self, position: str) -> OpenMessagesPage:
        listed = sorted(str(key) for key, kept in self.kept.items() if kept.attention_at is not None)
        found = [key for key in listed if key > position][: self.page]
        messages = [self.kept[MessageKey.parse(key)].waiting for key in found]
        return OpenMessagesPage(messages, found[-1] if len(found) == self.page else None)

    def redate(self, waiting: WaitingMessage, dated: MessageDates) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or not kept.is_as_read(waiting):
            return False
        if (kept.message.deadline, kept.message.state) != (waiting.deadline, waiting.state):
            return False
        kept.message = replace(kept.message, deadline=dated.deadline)
        kept.attention_at = dated.attention_at
        return True

    def forget(self, key: MessageKey) -> None:
        """As if its time of retention were over."""
        kept = self._stored(key)
        kept.attention_at = None
        self._threads.forget(kept)
        del self.kept[key]

    def change(self, key: MessageKey, **changes: Any) -> None:  # noqa: ANN401  any of its fields
        """What the desk would do: `store.change(key, state=MessageState.CLAIMED)`."""
        kept = self._stored(key)
        kept.message = replace(kept.message, **changes)

    def _stored(self, key: MessageKey) -> StoredMessage:
        if key not in self.kept:
            raise Defect("the message is not stored")
        return self.kept[key]
