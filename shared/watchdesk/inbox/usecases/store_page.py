"""Store what a page shows: every message once, every edit beside it, and every answer with its message."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.message import Deletion, FeedItem, Inbound, Message, MessageKey, OwnReply, Unreadable
from watchdesk.core.platform_facts import PlatformFacts
from watchdesk.inbox.domain.new_message import hastened, new_message
from watchdesk.inbox.domain.storable_item import kept_raw, with_short_names
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.register.domain.policy import Policy


@dataclass(slots=True, kw_only=True)
class PollCounts:
    """What a poll did, in numbers only."""

    pages: int = 0
    stored: int = 0
    revised: int = 0
    answered: int = 0
    deleted: int = 0
    unreadable: int = 0
    bounds_hit: int = 0

    def add(self, other: "PollCounts") -> None:
        """Add the counts of another part of the poll."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePage:
    """Stores the pages of one account. It is safe to repeat a page, and to store one that was stored in part."""

    account: Account
    policy: Policy
    connected_at: datetime
    facts: PlatformFacts
    messages: MessageStore
    clock: Clock
    counts: PollCounts = field(default_factory=PollCounts)
    open_replies: dict[str, OwnReply] = field(default_factory=dict)
    """Replies of the force that have answered nothing yet, by native id."""

    def __call__(self, items: Sequence[FeedItem], *, answers_since: datetime | None = None) -> int:
        """Store the items, and return how many were new.

        An earlier walk has counted the force's own replies that are older than `answers_since`: they are skipped.
        """
        now = self.clock.now()
        shown = [self._message(item, now) for item in items if isinstance(item, Inbound | Unreadable)]
        new = self._store(shown)
        for item in items:
            if isinstance(item, OwnReply) and (answers_since is None or item.sent_at >= answers_since):
                self._answer(item, now)
            elif isinstance(item, Deletion):
                key = MessageKey(self.account.id, item.surface, item.native_id)
                self.counts.deleted += self.messages.mark_deleted(key, now)
        self.counts.pages += 1
        return new

    def settle_answers(self) -> None:
        """Try the open replies once more: a feed shows a reply before the message that it answers."""
        if self.counts.stored:
            for reply in list(self.open_replies.values()):
                self._answer(reply, self.clock.now())

    def _answer(self, reply: OwnReply, now: datetime) -> None:
        answered = self.messages.answer(self.account.id, reply, now)
        self.counts.answered += answered
        if answered:
            self.open_replies.pop(reply.native_id, None)
        else:
            self.open_replies[reply.native_id] = reply

    def _store(self, shown: Sequence[Message]) -> int:
        if not shown:
            return 0
        known = self.messages.versions({message.key for message in shown})
        fresh = {message.key: message for message in reversed(shown) if message.key not in known}
        self.counts.stored += self._add(list(fresh.values()))
        self.counts.unreadable += sum(isinstance(message.body, Unreadable) for message in fresh.values())
        versions = {**known, **{key: message.version for key, message in fresh.items()}}
        changed = [message for message in shown if message.version != versions[message.key]]
        self.counts.revised += sum(self._revise(message) for message in changed)
        return len(fresh) + len(changed)

    def _add(self, fresh: Sequence[Message]) -> int:
        """Store the new messages. One that the store refuses is kept raw, and the others as they are."""
        try:
            return self.messages.add(fresh)
        except Defect:
            for message in fresh:
                try:
                    self.messages.add([message])
                except Defect:
                    self.messages.add([self._kept_raw(message)])
            return len(fresh)

    def _revise(self, message: Message) -> bool:
        try:
            return self.messages.revise(message)
        except Defect:
            return self.messages.revise(self._kept_raw(message))

    def _kept_raw(self, message: Message) -> Message:
        """Return the message as an unreadable one that is due no later."""
        raw = self._message(kept_raw(message.body), message.first_seen_at)
        return hastened(raw, message)

    def _message(self, body: Inbound | Unreadable, now: datetime) -> Message:
        body = with_short_names(body) if isinstance(body, Inbound) else body
        return new_message(
            self.account.id, body, self.policy, self.facts, first_seen_at=now, connected_at=self.connected_at
        )
