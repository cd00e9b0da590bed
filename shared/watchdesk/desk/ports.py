"""What the desk needs of the messages and the alerts: to list them without a word, and to handle them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from watchdesk.alerting.domain.alert import Alert
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import PageEnd


class MessageList(Protocol):
    """The messages without their words and authors."""

    def due(self) -> Sequence[MessageKey]:
        """All that a sweep has yet to look at, whenever it will. Those with an alert are the alert's members."""
        ...

    def statuses(self, keys: Collection[MessageKey]) -> Sequence[MessageStatus]:
        """How these stand now, consistently read, in the order of their keys."""
        ...

    def disposed(self, account: AccountId, limit: int, after: PageEnd | None = None) -> Sequence[MessageStatus]:
        """Up to `limit` of an account's that were disposed of before `after`, the latest first."""
        ...

    def thread(self, key: MessageKey, limit: int) -> Sequence[MessageKey]:
        """Up to `limit` of the newest others of its conversation, in the order in which they were sent."""
        ...


class MessageChanges(Protocol):
    def save(self, before: MessageStatus, after: MessageStatus, deed: AuditEvent) -> bool:
        """Make of a message what the deed makes of it, and tell the audit trail: both or neither.

        False if the message has changed since it was read as `before`: then nothing is written. Where `after`
        is no different, the deed alone is told. Raises TryLater if it could not be told; then nothing is done.
        """
        ...


class AlertList(Protocol):
    def unresolved(self) -> Sequence[Alert]:
        """Those that are open or acknowledged, the oldest first."""
        ...

    def opened_since(self, account: AccountId, since: datetime, limit: int) -> Sequence[Alert]:
        """Up to `limit` of an account's alerts that were opened at `since` or later, the newest first."""
        ...
