"""What the public sent, as a platform shows it and as we keep it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.disposition import Disposition, DispositionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A member of the public, in the platform's own words. Never logged, never texted."""

    id: str
    handle: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    kind: str
    """image, video, audio, link or the platform's own word."""
    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One message as a platform shows it now; the same one may be shown again, changed."""

    surface: Surface
    native_id: str
    thread_id: str
    """Messages of one conversation share it; a message that starts one carries its own native id."""
    author: Author
    text: str
    """Plain text, emoji and line breaks kept, markup removed."""
    sent_at: datetime
    """The writer's or platform's claim, aware UTC; it may lie in the future or in 1970."""
    version: str
    """Changes whenever the message is edited, and only then."""
    url: str = ""
    in_reply_to: str | None = None
    attachments: tuple[Attachment, ...] = ()
    filtered: bool = False
    """The platform hid it from the ordinary inbox: a request, a limited or a new account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An item that could not be understood. Kept raw and given a deadline like any other."""

    surface: Surface
    native_id: str
    """The platform's id where one could be read, else `sha256:` and the digest of `raw`."""
    raw: str
    problem: str
    """Which field failed and how, without its value: it may be logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReply:
    """Something our account wrote, here or in the platform's own app, that answers the public.

    With `answers`, that message and earlier ones of the same author in its thread are answered;
    without, every message of the thread sent before `sent_at` is.
    """

    native_id: str
    sent_at: datetime
    answers: str | None
    thread_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A message the platform says its author or the platform took away."""

    surface: Surface
    native_id: str


FeedItem = Inbound | Unreadable | OwnReply | Deletion
"""Anything a feed can show."""


class Urgency(StrEnum):
    URGENT = "urgent"
    PRIORITY = "priority"
    ROUTINE = "routine"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return tuple(Urgency).index(self)


class MessageState(StrEnum):
    UNREAD = "unread"
    OPENED = "opened"
    CLAIMED = "claimed"
    DISPOSED = "disposed"

    @property
    def is_waiting(self) -> bool:
        """Opening is not handling: only a claim, a reply or a disposition stops the clock."""
        return self in (MessageState.UNREAD, MessageState.OPENED)


@dataclass(frozen=True, slots=True, order=True)
class MessageKey:
    """What makes a message the same message: exactly one is stored per key."""

    account: AccountId
    surface: Surface
    native_id: str

    def __str__(self) -> str:
        return f"{self.account}#{self.surface}#{self.native_id}"

    @classmethod
    def parse(cls, text: str) -> "MessageKey":
        """The reverse of `str(key)`. Account ids and surfaces hold no `#`; native ids may."""
        account, surface, native_id = text.split("#", 2)
        return cls(AccountId(account), Surface(surface), native_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A stored message. `body` is exactly what was first seen; later versions stand beside it."""

    key: MessageKey
    body: Inbound | Unreadable
    version: str
    """The newest version seen, for which `body` may be an earlier one."""
    first_seen_at: datetime
    urgency: Urgency
    reason: str
    """Why triage chose the urgency: the rule's words, never the message's."""
    deadline: datetime
    counted_from: CountedFrom
    state: MessageState = MessageState.UNREAD
    warn_at: datetime | None = field(default=None, compare=False)
    """When a sweep looks at a new one first, to warn of its deadline. Not kept: its attention time is."""
    warned_at: datetime | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    claimed_by: str | None = None
    """The subject of whoever has it in hand."""
    claimed_at: datetime | None = None
    claim_expired_at: datetime | None = None
    """When a claim last ran out with nothing disposed."""
    disposition: Disposition | None = None
    overdue_at: datetime | None = None
    """When a sweep first found it overdue: set once, never counted again."""
    alert: str | None = None

    @property
    def answered_at(self) -> datetime | None:
        ended = self.disposition
        return ended.at if ended and ended.outcome is DispositionCode.ANSWERED else None

    @property
    def is_history(self) -> bool:
        return self.counted_from is CountedFrom.FIRST_SEEN_HISTORY

    @property
    def since(self) -> datetime:
        """The instant its deadline counts from."""
        if isinstance(self.body, Inbound) and self.counted_from is CountedFrom.SENT:
            return self.body.sent_at
        return self.first_seen_at


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """What a sweep and an alert may know of a message: everything but its words and its author."""

    key: MessageKey
    state: MessageState
    urgency: Urgency
    deadline: datetime
    since: datetime
    """The instant its deadline counts from."""
    is_history: bool
    attention_at: datetime | None
    """When a sweep looks at it next: to warn of its deadline, at its deadline, or when its claim runs out."""
    alert: str | None = None
    warned_at: datetime | None = None
    """When somebody was last warned of its deadline."""
    claimed_at: datetime | None = None

    def is_early(self, now: datetime) -> bool:
        """It waits and is not overdue: a sweep that finds it due has to warn of it, no more."""
        return self.state.is_waiting and now < self.deadline
