"""Messages and alerts as the desk sees them, over the doubles that keep them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from tests.fakes.alerts import FakeAlertStore
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.messages import FakeMessageStore
from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, MessageKey
from watchdesk.desk.domain.message_order import PageEnd
from watchdesk.desk.domain.message_status import MessageStatus


class FakeMessageList:
    """Implements MessageList and MessageChanges."""

    def __init__(self, store: FakeMessageStore, trail: FakeAuditTrail) -> None:
        self.store, self.trail = store, trail

    def due(self) -> Sequence[MessageKey]:
        return [key for key, kept in self.store.stored.items() if kept.attention_at is not None]

    def statuses(self, keys: Collection[MessageKey]) -> Sequence[MessageStatus]:
        return [self._status(key) for key in sorted(set(keys), key=str) if key in self.store.stored]

    def disposed(self, account: AccountId, limit: int, after: PageEnd | None = None) -> Sequence[MessageStatus]:
        ended = {
            (status.disposition.at, str(key)): status
            for key in self.store.stored
            if key.account == account and (status := self._status(key)).disposition is not None
        }
        place = None if after is None else (after[0], str(after[1]))
        found = [status for at, status in sorted(ended.items(), reverse=True) if place is None or at < place]
        return found[:limit]

    def thread(self, key: MessageKey, limit: int) -> Sequence[MessageKey]:
        ours = self.store.stored[key].readable_body if key in self.store.stored else None
        if ours is None:
            return []
        others = [
            (body.sent_at, str(other))
            for other, kept in self.store.stored.items()
            if other != key and other.account == key.account and (body := kept.readable_body) is not None
            if body.thread_id == ours.thread_id
        ]
        return [MessageKey.parse(other) for _, other in sorted(others)[-limit:]]

    def save(self, before: MessageStatus, after: MessageStatus, deed: AuditEvent) -> bool:
        kept = self.store.stored[before.key]
        if after != before and self._status(before.key) != before:
            return False
        self.trail.add(deed)
        waiting = after.waiting
        kept.message = replace(
            kept.message,
            state=waiting.state,
            deadline=waiting.deadline,
            claimed_by=after.claimed_by,
            claimed_at=waiting.claimed_at,
            disposition=after.disposition,
        )
        kept.attention_at = waiting.attention_at
        return True

    def _status(self, key: MessageKey) -> MessageStatus:
        kept = self.store.stored[key]
        message, body = kept.message, kept.message.body
        return MessageStatus(
            waiting=kept.waiting,
            reason=message.reason,
            received_at=message.first_seen_at,
            attachments=len(body.attachments) if isinstance(body, Inbound) else 0,
            edited_at=message.edited_at,
            deleted_at=message.deleted_at,
            overdue_at=message.overdue_at,
            claimed_by=message.claimed_by,
            claim_expired_at=message.claim_expired_at,
            disposition=message.disposition,
        )


class FakeAlertList:
    def __init__(self, store: FakeAlertStore) -> None:
        self.store = store

    def unresolved(self) -> Sequence[Alert]:
        found = [each for each in self.store.alerts if each.state is not AlertState.RESOLVED]
        return sorted(found, key=lambda each: (each.opened_at, each.id))

    def opened_since(self, account: AccountId, since: datetime, limit: int) -> Sequence[Alert]:
        found = [each for each in self.store.alerts if each.account == account and each.opened_at >= since]
        return sorted(found, key=lambda each: (each.opened_at, each.id), reverse=True)[:limit]
