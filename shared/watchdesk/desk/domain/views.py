"""What the desk shows of messages and alerts."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.alerting.domain.alert import Alert, Code
from watchdesk.alerting.domain.alert_history import AlertEvent
from watchdesk.alerting.domain.notification import Notification
from watchdesk.core.message import Inbound, Message, Unreadable
from watchdesk.desk.domain.message_history import HistoryLine
from watchdesk.desk.domain.message_order import PageEnd
from watchdesk.desk.domain.message_status import MessageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMatch:
    """What a search shows of a message in addition to its status."""

    author: str
    """The handle, empty if it could not be read."""
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMessage:
    status: MessageStatus
    overdue_since: datetime | None = None
    alert_code: Code | None = None
    match: SearchMatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    messages: tuple[ListedMessage, ...]
    after: PageEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMessage:
    listed: ListedMessage
    message: Message
    versions: tuple[Inbound | Unreadable, ...]
    """What it said after each edit."""
    thread: tuple[Message, ...]
    """The newest other messages of its conversation, in the order in which they were sent.

    Our own replies are not kept; a message only says that and when it was answered."""
    history: tuple[HistoryLine, ...]
    readers: tuple[str, ...] = ()
    """Who else has read it recently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertText:
    """One text of an alert, and the name of its recipient."""

    text: Notification
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDetails:
    alert: Alert
    members: tuple[ListedMessage, ...]
    texts: tuple[AlertText, ...]
    history: tuple[AlertEvent, ...]
