"""Store what a page shows: every message once, every edit beside it, every answer where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.message import Deletion, FeedItem, Inbound, Message, MessageKey, OwnReply, Unreadable, Urgency
from watchdesk.core.platform_facts import PlatformFacts
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.inbox.domain.feed_position import version_of
from watchdesk.inbox.domain.triage import UNREADABLE_REASON, triage
from watchdesk.inbox.ports.messages import MessageStore
from watchdesk.register.domain.policy import Policy


@dataclass(slots=True, kw_only=True)
class PollCounts:
    """What was done, in counts only."""

    pages: int = 0
    stored: int = 0
    revised: int = 0
    answered: int = 0
    deleted: int = 0
    unreadable: int = 0
    bounds_hit: int = 0

    def add(self, other: "PollCounts") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePage:
    """Keeps the pages of one account. Safe to repeat with the same page, and with any part of it done before."""

    account: Account
    policy: Policy
    connected_at: datetime
    facts: PlatformFacts
    messages: MessageStore
    clock: Clock
    counts: PollCounts = field(default_factory=PollCounts)
    open_replies: dict[str, OwnReply] = field(default_factory=dict)

    def __call__(self, items: Sequence[FeedItem], *, answers_since: datetime | None = None) -> int:
        """Keep the items and return how many were not known.

        Our own replies older than `answers_since` were counted by an earlier walk and are passed over.
        """
        now = self.clock.now()
        shown = [self._message(item, now) for item in items if isinstance(item, Inbound | Unreadable)]
        new = self._keep(shown)
        for item in items:
            if isinstance(item, OwnReply) and (answers_since is None or item.sent_at >= answers_since):
                self._answer(item, now)
            elif isinstance(item, Deletion):
                key = MessageKey(self.account.id, item.surface, item.native_id)
                self.counts.deleted += self.messages.mark_deleted(key, now)
        self.counts.pages += 1
        return new

    def settle_answers(self) -> None:
        """Try once more what answered nothing: newest first, a reply is seen before the message it answers."""
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

    def _keep(self, shown: Sequence[Message]) -> int:
        if not shown:
            return 0
        known = self.messages.versions({message.key for message in shown})
        fresh = {message.key: message for message in reversed(shown) if message.key not in known}
        self.counts.stored += self.messages.add(list(fresh.values()))
        self.counts.unreadable += sum(isinstance(message.body, Unreadable) for message in fresh.values())
        versions = {**known, **{key: message.version for key, message in fresh.items()}}
        changed = [message for message in shown if message.version != versions[message.key]]
        self.counts.revised += sum(self.messages.revise(message) for message in changed)
        return len(fresh) + len(changed)

    def _message(self, body: Inbound | Unreadable, now: datetime) -> Message:
        urgency, reason = self._triage(body)
        due = DeadlineRules(self.policy, self.facts).initial_dates(
            urgency,
            body.surface,
            sent_at=body.sent_at if isinstance(body, Inbound) else None,
            first_seen_at=now,
            connected_at=self.connected_at,
        )
        return Message(
            key=MessageKey(self.account.id, body.surface, body.native_id),
            body=body,
            version=version_of(body),
            first_seen_at=now,
            urgency=urgency,
            reason=reason,
            deadline=due.deadline,
            warn_at=due.warn_at,
            counted_from=due.counted_from,
        )

    def _triage(self, body: Inbound | Unreadable) -> tuple[Urgency, str]:
        if isinstance(body, Unreadable):
            return Urgency.PRIORITY, UNREADABLE_REASON
        return triage(body.text, self.policy.triage)
