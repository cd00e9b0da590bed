"""One message in memory, with everything known about it, and the threads it stands in."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from infra.memory.due_queue import DueQueue
from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, Message, MessageKey, MessageState, OwnReply, Unreadable, WaitingMessage


@dataclass(slots=True)
class StoredMessage:
    """One message with everything known about it."""

    message: Message
    agenda: DueQueue[MessageKey]
    """Of the store that keeps it."""
    bodies: dict[str, Inbound | Unreadable] = field(default_factory=dict)
    """By version, the first one first."""

    @property
    def attention_at(self) -> datetime | None:
        return self.agenda.at(self.message.key)

    @attention_at.setter
    def attention_at(self, at: datetime | None) -> None:
        self.agenda.note(self.message.key, at)

    @property
    def readable(self) -> Inbound | None:
        """Its first readable body: what a thread knows it by."""
        return next((body for body in self.bodies.values() if isinstance(body, Inbound)), None)

    @property
    def waiting(self) -> WaitingMessage:
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

    def sooner(self, message: Message) -> None:
        rises = message.urgency.rank < self.message.urgency.rank
        if not rises and self.message.state is not MessageState.UNREAD:
            return
        if rises:
            self.message = replace(self.message, urgency=message.urgency, reason=message.reason)
        if message.deadline < self.message.deadline:
            self.message = replace(self.message, deadline=message.deadline)
            if self.attention_at and self.message.state is MessageState.CLAIMED:
                self.attention_at = min(self.attention_at, message.deadline)
            elif self.attention_at:
                self.attention_at = message.warn_at or message.deadline
        if rises and self.attention_at is None and self.message.state.is_waiting:
            self.attention_at = self.message.deadline

    def is_as_read(self, waiting: WaitingMessage) -> bool:
        """Whether it is still on the due list where it was, and claimed if it was."""
        is_claimed = self.message.state is MessageState.CLAIMED
        if waiting.attention_at is None or is_claimed != (waiting.state is MessageState.CLAIMED):
            return False
        return self.attention_at == waiting.attention_at

    def answers(self, other: Inbound) -> bool:
        """Whether a reply to `other` answers this one too."""
        mine = self.readable
        if mine is None or mine.thread_id != other.thread_id:
            return False
        return mine.author.id == other.author.id and mine.sent_at < other.sent_at


class MessageThreads:
    """Finds what a reply answers without looking at every message."""

    def __init__(self) -> None:
        self._threads = defaultdict[tuple[AccountId, str], dict[MessageKey, StoredMessage]](dict)
        self._named = defaultdict[tuple[AccountId, str], dict[MessageKey, StoredMessage]](dict)

    def note(self, kept: StoredMessage) -> None:
        key, body = kept.message.key, kept.readable
        self._named[key.account, key.native_id][key] = kept
        if body is not None:
            self._threads[key.account, body.thread_id][key] = kept

    def forget(self, kept: StoredMessage) -> None:
        key, body = kept.message.key, kept.readable
        _drop(self._named, (key.account, key.native_id), key)
        if body is not None:
            _drop(self._threads, (key.account, body.thread_id), key)

    def answered(self, account: AccountId, reply: OwnReply) -> list[StoredMessage]:
        """What OwnReply says a reply answers, whatever has become of it."""
        if reply.answers is None:
            thread = self._threads.get((account, reply.thread_id or ""), {})
            return [kept for kept in thread.values() if _is_in(reply, kept.readable)]
        named = self._named.get((account, reply.answers), {})
        others = [body for kept in named.values() if (body := kept.readable) is not None]
        threads = [self._threads[account, other.thread_id].items() for other in others]
        earlier = {key: kept for thread in threads for key, kept in thread if any(map(kept.answers, others))}
        return list((named | earlier).values())


def _is_in(reply: OwnReply, body: Inbound | None) -> bool:
    return body is not None and body.thread_id == reply.thread_id and body.sent_at < reply.sent_at


def _drop(
    index: dict[tuple[AccountId, str], dict[MessageKey, StoredMessage]],
    place: tuple[AccountId, str],
    key: MessageKey,
) -> None:
    index[place].pop(key, None)
    if not index[place]:
        del index[place]
