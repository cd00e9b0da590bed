"""What somebody at the desk asks to see, and what they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, AlertEvent, AlertState, Code
from watchdesk.alerting.domain.notification import Notification
from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, Message, MessageKey, MessageState, Unreadable, Urgency
from watchdesk.desk.domain.message_status import MessageStatus

PageEnd = tuple[datetime, MessageKey]
"""Where a page ended: by deadline, or by the instant of disposal where those are listed; then by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQuery:
    """Each field narrows it. Without a state: whatever is not disposed of."""

    accounts: frozenset[AccountId] = frozenset()
    """Empty: all that the principal may see."""
    state: MessageState | None = None
    urgency: Urgency | None = None
    is_overdue: bool = False
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    words: str = ""

    @property
    def is_about_the_past(self) -> bool:
        return self.state is MessageState.DISPOSED

    def admits(self, status: MessageStatus, now: datetime) -> bool:
        """By everything but its words."""
        is_of_state = (
            status.state is not MessageState.DISPOSED if self.state is None else status.state is self.state
        )
        is_urgent = self.urgency in (None, status.waiting.urgency)
        is_late = not self.is_overdue or status.overdue_since(now) is not None
        return is_of_state and is_urgent and is_late and self._is_of_time(status)

    def _is_of_time(self, status: MessageStatus) -> bool:
        received = status.received_at
        if self.due_before is not None and status.waiting.deadline >= self.due_before:
            return False
        if self.received_from is not None and received < self.received_from:
            return False
        return self.received_before is None or received < self.received_before


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMatch:
    """What a search shows of a message besides."""

    author: str
    """The handle; empty if it could not be read."""
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMessage:
    status: MessageStatus
    overdue_since: datetime | None = None
    alert_code: Code | None = None
    found: SearchMatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    messages: tuple[ListedMessage, ...]
    after: PageEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    at: datetime
    what: str
    """received, edited, overdue, claim_expired ..., or the action of an audited deed."""
    by: str = ""
    """The subject of whoever did it; empty: nobody in particular."""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMessage:
    listed: ListedMessage
    message: Message
    versions: tuple[Inbound | Unreadable, ...]
    """What it said after each edit."""
    thread: tuple[Message, ...]
    """The newest others of its conversation, in the order in which they were sent. That and when one was answered
    is all that is kept of our own replies."""
    history: tuple[HistoryLine, ...]
    readers: tuple[str, ...] = ()
    """Who else has read it a moment ago: two people may be at work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertQuery:
    state: AlertState | None = None
    """None: those that are open or acknowledged."""
    accounts: frozenset[AccountId] = frozenset()
    since: datetime | None = None
    """Opened then or later. Of those that are resolved, none: in the last week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertText:
    """One text of an alert, and the name of whoever it was for."""

    text: Notification
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDetails:
    alert: Alert
    members: tuple[ListedMessage, ...]
    texts: tuple[AlertText, ...]
    history: tuple[AlertEvent, ...]
