"""Messages of the public, as a platform shows them and as they are stored."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.disposition import Disposition, DispositionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A member of the public, as the platform names them. These names are never logged and never texted."""

    id: str
    handle: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    kind: str
    """`image`, `video`, `audio`, `link` or the platform's own word."""
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """A message as a platform shows it now. The platform may show it again after an edit."""

    surface: Surface
    native_id: str
    thread_id: str
    """The id of the conversation. It is the native id of the message that started the conversation."""
    author: Author
    text: str
    """Plain text with emoji and line breaks, and without markup."""
    sent_at: datetime
    """The time that the writer or the platform claims, aware UTC. It may be in the future or in 1970."""
    version: str
    """A value that changes when the message is edited, and only then."""
    url: str = ""
    in_reply_to: str | None = None
    attachments: tuple[Attachment, ...] = ()
    filtered: bool = False
    """Whether the platform hides it from the ordinary inbox, such as a message request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An item that could not be parsed. It is stored raw and has a deadline like any other message."""

    surface: Surface
    native_id: str
    """The platform's id, or `sha256:` and the digest of `raw` if no id could be read."""
    raw: str
    problem: str
    """The field that failed and how, without its value, so that it may be logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReply:
    """A reply by our own account, written here or in the platform's own app.

    With `answers`, it answers that message and earlier ones of the same author in the thread. Without it, it
    answers every message of the thread sent before `sent_at`.
    """

    native_id: str
    sent_at: datetime
    answers: str | None
    thread_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """The news from a platform that a message was deleted, by its author or by the platform."""

    surface: Surface
    native_id: str


FeedItem = Inbound | Unreadable | OwnReply | Deletion
"""Anything that a feed can return."""


class Urgency(StrEnum):
    URGENT = "urgent"
    PRIORITY = "priority"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """Return the order of urgency, where 0 is the most urgent."""
        return tuple(Urgency).index(self)


class MessageState(StrEnum):
    UNREAD = "unread"
    OPENED = "opened"
    CLAIMED = "claimed"
    DISPOSED = "disposed"

    @property
    def is_waiting(self) -> bool:
        """Return whether nobody handles the message yet. To open it is not to handle it."""
        return self in (MessageState.UNREAD, MessageState.OPENED)


@dataclass(frozen=True, slots=True, order=True)
class MessageKey:
    """The identity of a message. Exactly one message is stored for each key."""

    account: AccountId
    surface: Surface
    native_id: str

    def __str__(self) -> str:
        return f"{self.account}#{self.surface}#{self.native_id}"

    @classmethod
    def parse(cls, text: str) -> "MessageKey":
        """Parse `str(key)`. Account ids and surfaces contain no `#`, but native ids may."""
        account, surface, native_id = text.split("#", 2)
        return cls(AccountId(account), Surface(surface), native_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A stored message. `body` is exactly what was first seen. Later versions are stored separately."""

    key: MessageKey
    body: Inbound | Unreadable
    version: str
    """The newest version that was seen. `body` may hold an earlier one."""
    first_seen_at: datetime
    urgency: Urgency
    reason: str
    """The name of the triage rule that set the urgency. It holds no words of the message."""
    deadline: datetime
    counted_from: CountedFrom
    state: MessageState = MessageState.UNREAD
    warn_at: datetime | None = field(default=None, compare=False)
    """When a sweep first looks at a new message, to warn of its deadline. Only the attention time is stored."""
    warned_at: datetime | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    claimed_by: str | None = None
    """The subject of the person who has claimed it."""
    claimed_at: datetime | None = None
    claim_expired_at: datetime | None = None
    """When a claim last expired without a disposition."""
    disposition: Disposition | None = None
    overdue_at: datetime | None = None
    """When a sweep first found it overdue. It is set only once, so each message is counted once."""
    alert: str | None = None

    @property
    def answered_at(self) -> datetime | None:
        disposition = self.disposition
        return disposition.at if disposition and disposition.outcome is DispositionCode.ANSWERED else None

    @property
    def is_history(self) -> bool:
        return self.counted_from is CountedFrom.FIRST_SEEN_HISTORY

    @property
    def since(self) -> datetime:
        """Return the instant from which its deadline counts."""
        if isinstance(self.body, Inbound) and self.counted_from is CountedFrom.SENT:
            return self.body.sent_at
        return self.first_seen_at


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """The part of a message that sweeps and alerts may read: everything except its words and its author."""

    key: MessageKey
    state: MessageState
    urgency: Urgency
    deadline: datetime
    since: datetime
    """The instant from which its deadline counts."""
    is_history: bool
    attention_at: datetime | None
    """When a sweep looks at it next: before its deadline, at its deadline, or when its claim expires."""
    alert: str | None = None
    warned_at: datetime | None = None
    """When a person was last warned of its deadline."""
    claimed_at: datetime | None = None

    def is_early(self, now: datetime) -> bool:
        """Return whether it waits and is not overdue. A sweep that finds it due only warns of it."""
        return self.state.is_waiting and now < self.deadline
