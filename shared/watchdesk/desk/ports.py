"""What the desk needs of the stores: to list messages and alerts without any words, and to change messages."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_order import PageEnd
from watchdesk.desk.domain.message_status import MessageStatus


class MessageList(Protocol):
    """The messages without their words and authors."""

    def due(self) -> Sequence[MessageKey]:
        """Return every message that a sweep has yet to look at. Those of an alert are members of the alert."""
        ...

    def statuses(self, keys: Collection[MessageKey]) -> Sequence[MessageStatus]:
        """Return the present statuses of these messages, consistently read, in the order of their keys."""
        ...

    def disposed(self, account: AccountId, limit: int, after: PageEnd | None = None) -> Sequence[MessageStatus]:
        """Return up to `limit` messages of an account disposed of before `after`, the latest first."""
        ...

    def thread(self, key: MessageKey, limit: int) -> Sequence[MessageKey]:
        """Return up to `limit` of the newest other messages of its conversation, in the order of sending."""
        ...


class MessageChanges(Protocol):
    def save(self, before: MessageStatus, after: MessageStatus, deed: AuditEvent) -> bool:
        """Store the change of a message and the deed in the audit trail: both or neither.

        Returns False, and stores nothing, if the message has changed since it was read as `before`. If `after`
        equals `before`, only the deed is stored. Raises TryLater if the deed cannot be recorded; then nothing is
        stored.
        """
        ...


class AlertList(Protocol):
    def unresolved(self) -> Sequence[Alert]:
        """Return the alerts that are open or acknowledged, the oldest first."""
        ...

    def opened_since(self, account: AccountId, since: datetime, limit: int) -> Sequence[Alert]:
        """Return up to `limit` alerts of an account that were opened at `since` or later, the newest first."""
        ...
