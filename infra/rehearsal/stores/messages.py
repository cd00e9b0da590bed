"""Every message in a dict, under the same promises as the table."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from infra.rehearsal.stores.agenda import Agenda
from watchdesk.domain.account import AccountId, Surface
from watchdesk.domain.deadline import Dated
from watchdesk.domain.disposition import PLATFORM, Disposition, OutcomeCode
from watchdesk.domain.errors import Defect
from watchdesk.domain.message import (
    Inbound,
    Message,
    MessageKey,
    MessageState,
    OwnReply,
    Unreadable,
    Waiting,
)
from watchdesk.domain.redating import Redating
from watchdesk.ports import OpenPage


@dataclass(slots=True)
class Kept:
    """One message with everything known about it."""

    message: Message
    agenda: Agenda[MessageKey]
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
    def waiting(self) -> Waiting:
        message = self.message
        return Waiting(
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
            if self.message.state is not MessageState.CLAIMED:
                self.attention_at = self.attention_at and (message.warn_at or message.deadline)

    def is_as_read(self, waiting: Waiting) -> bool:
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


class MemoryRedatingLog:
    """RedatingLog."""

    def __init__(self, redating: Redating | None = None) -> None:
        self.redating = redating

    def last(self) -> Redating | None:
        return self.redating

    def note(self, redating: Redating) -> None:
        self.redating = redating


class MemoryMessages:
    """MessageStore, Deadlines, OpenMessages and MessageArchive."""

    page = 200
    """How many open messages are shown at once."""

    def __init__(self, *messages: Message) -> None:
        self.kept: dict[MessageKey, Kept] = {}
        self.agenda: Agenda[MessageKey] = Agenda()
        self._threads: defaultdict[tuple[AccountId, str], dict[MessageKey, Kept]] = defaultdict(dict)
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
                kept = Kept(message, self.agenda, {message.version: message.body})
                kept.attention_at = message.warn_at or message.deadline
                self.kept[message.key] = kept
                self._thread(kept)
        return len(self.kept) - before

    def revise(self, message: Message) -> bool:
        kept = self._stored(message.key)
        is_new = message.version not in kept.bodies
        if message.version != kept.message.version:
            kept.bodies.setdefault(message.version, message.body)
            seen_at = message.edited_at or message.first_seen_at
            kept.message = replace(kept.message, version=message.version, edited_at=seen_at)
            kept.sooner(message)
            self._thread(kept)
        return is_new

    def answer(self, account: AccountId, reply: OwnReply, now: datetime) -> int:
        answered = [
            kept for kept in self._answered(account, reply) if kept.message.state is not MessageState.DISPOSED
        ]
        for kept in answered:
            ended = Disposition(outcome=OutcomeCode.ANSWERED, by=PLATFORM, at=now)
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

    def due(self, now: datetime, limit: int) -> Sequence[Waiting]:
        return [self.kept[key].waiting for key in self.agenda.due(now, limit)]

    def hand_over(self, waiting: Waiting, alert: str, now: datetime) -> bool:
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

    def warn(self, waiting: Waiting, now: datetime) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or not kept.is_as_read(waiting) or not kept.message.state.is_waiting:
            return False
        if kept.message.deadline != waiting.deadline:
            return False
        kept.message = replace(kept.message, warned_at=now)
        kept.attention_at = waiting.deadline
        return True

    def dismiss(self, waiting: Waiting) -> bool:
        kept = self.kept.get(waiting.key)
        if kept is None or waiting.state is not MessageState.DISPOSED:
            return False
        if kept.message.state is not waiting.state or not kept.is_as_read(waiting):
            return False
        kept.attention_at = None
        return True

    def read(self, keys: Collection[MessageKey]) -> Sequence[Waiting]:
        return [self.kept[key].waiting for key in sorted(set(keys), key=str) if key in self.kept]

    def open_page(self, position: str) -> OpenPage:
        listed = sorted(str(key) for key, kept in self.kept.items() if kept.attention_at is not None)
        found = [key for key in listed if key > position][: self.page]
        messages = [self.kept[MessageKey.parse(key)].waiting for key in found]
        return OpenPage(messages, found[-1] if len(found) == self.page else None)

    def redate(self, waiting: Waiting, dated: Dated) -> bool:
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
        if (body := kept.readable) is not None:
            self._threads[key.account, body.thread_id].pop(key, None)
        del self.kept[key]

    def change(self, key: MessageKey, **changes: Any) -> None:  # noqa: ANN401  any of its fields
        """What the desk would do: `store.change(key, state=MessageState.CLAIMED)`."""
        kept = self._stored(key)
        kept.message = replace(kept.message, **changes)

    def _stored(self, key: MessageKey) -> Kept:
        if key not in self.kept:
            raise Defect("the message is not stored")
        return self.kept[key]

    def _thread(self, kept: Kept) -> None:
        """So that a reply finds its thread without looking at every message."""
        if (body := kept.readable) is not None:
            self._threads[kept.message.key.account, body.thread_id][kept.message.key] = kept

    def _answered(self, account: AccountId, reply: OwnReply) -> list[Kept]:
        if reply.answers is None:
            thread = self._threads.get((account, reply.thread_id or ""), {})
            return [kept for kept in thread.values() if _is_in(reply, kept.readable)]
        keys = [MessageKey(account, surface, reply.answers) for surface in Surface]
        named = {key: self.kept[key] for key in keys if key in self.kept}
        others = [body for kept in named.values() if (body := kept.readable) is not None]
        threads = [self._threads[account, other.thread_id].items() for other in others]
        earlier = {key: kept for thread in threads for key, kept in thread if any(map(kept.answers, others))}
        return list((named | earlier).values())


def _is_in(reply: OwnReply, body: Inbound | None) -> bool:
    return body is not None and body.thread_id == reply.thread_id and body.sent_at < reply.sent_at
